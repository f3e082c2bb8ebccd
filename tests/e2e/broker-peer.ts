import mqtt, { type IPublishPacket } from 'mqtt';

type Properties = NonNullable<IPublishPacket['properties']>;

/** Another client of the same broker: what the world does while a person looks at Treeline. */
export interface BrokerPeer {
  publish(topic: string, payload: string | Buffer, retain?: boolean, properties?: Properties): Promise<void>;
  /** The next payload on a topic subscribed to beforehand. */
  next(topic: string): Promise<string>;
  /** The same as it came, once the subscription holds. */
  nextPacket(topic: string): Promise<{ readonly packet: Promise<IPublishPacket> }>;
  end(): Promise<void>;
}

export async function connectPeer(url: string, options: mqtt.IClientOptions = {}): Promise<BrokerPeer> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options });
  const arrival = (topic: string): Promise<IPublishPacket> =>
    new Promise((resolve) => {
      client.on('message', (name, _payload, packet) => {
        if (name === topic) resolve(packet);
      });
    });
  return {
    publish: async (topic, payload, retain = false, properties) => {
      await client.publishAsync(topic, payload, {
        qos: 1,
        retain,
        ...(properties === undefined ? {} : { properties })
      });
    },
    next: async (topic) => {
      const arrived = arrival(topic);
      await client.subscribeAsync(topic, { qos: 1 });
      return (await arrived).payload.toString();
    },
    nextPacket: async (topic) => {
      const packet = arrival(topic);
      await client.subscribeAsync(topic, { qos: 1 });
      return { packet };
    },
    end: () => client.endAsync()
  };
}
