import type { BrokerAddress } from './address';
import type { LastWill } from './last-will';
import type { Mqtt5Options } from './mqtt5-options';
import type { ProfileFields } from './profile';
import type { ProxyOptions } from './proxy-options';
import type { Subscription } from './subscription';
import type { TlsOptions } from './tls-options';

/** What holds where a person says nothing. No zod here: the page uses it too. */
export function usualFields(name: string, address: BrokerAddress): ProfileFields {
  const tls: TlsOptions = {
    trust: 'system',
    identity: 'none',
    serverName: '',
    alpn: [],
    minVersion: 'TLSv1.2',
    trusted: null
  };
  const mqtt5: Mqtt5Options = {
    sessionExpirySeconds: null,
    receiveMaximum: null,
    maximumPacketSizeBytes: null,
    topicAliasMaximum: null,
    requestResponseInformation: false,
    requestProblemInformation: true,
    userProperties: [],
    authenticationMethod: ''
  };
  const will: LastWill = {
    on: false,
    topic: '',
    payload: '',
    qos: 0,
    retain: false,
    delaySeconds: null,
    messageExpirySeconds: null,
    payloadIsUtf8: false,
    contentType: '',
    responseTopic: '',
    correlationData: '',
    userProperties: []
  };
  const proxy: ProxyOptions = { kind: 'none', host: '', port: 1080, username: '', namesAtProxy: true };
  return {
    name,
    folder: '',
    colour: 'none',
    readOnly: false,
    autoConnect: false,
    address,
    signIn: 'username',
    username: '',
    clientId: '',
    mqttVersion: 'auto',
    keepAliveSeconds: 60,
    connectTimeoutSeconds: 10,
    cleanStart: true,
    reconnect: true,
    verifyCertificate: true,
    tls,
    mqtt5,
    will,
    headers: [],
    proxy,
    subscriptions: [usualSubscription('#')],
    charts: [],
    decoders: []
  };
}

/** A filter as it is asked for where a person says nothing more: QoS 0, with what is retained. */
export function usualSubscription(filter: string, qos: Subscription['qos'] = 0): Subscription {
  return { filter, qos, on: true, noLocal: false, retainAsPublished: false, retainHandling: 0, subscriptionId: null };
}
