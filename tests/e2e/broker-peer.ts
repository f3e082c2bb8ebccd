import mqtt from 'mqtt';

/** Another client of the same broker: what the world does while a person looks at Treeline. */
export interface BrokerPeer {
  publish(topic: string, payload: string | Buffer, retain?: boolean): Promise<void>;
  /** The next payload on a topic subscribed to beforehand. */
  next(topic: string): Promise<string>;
  end(): Promise<void>;
}

export async function connectPeer(url: string, options: mqtt.IClientOptions = {}): Promise<BrokerPeer> {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, ...options });
  return {
    publish: async (topic, payload, retain = false) => {
      await client.publishAsync(topic, payload, { qos: 1, retain });
    },
    next: async (topic) => {
      const arrived = new Promise<string>((resolve) => {
        client.on('message', (name, payload) => {
          if (name === topic) resolve(payload.toString());
        });
      });
      await client.subscribeAsync(topic, { qos: 1 });
      return arrived;
    },
    end: () => client.endAsync()
  };
}
