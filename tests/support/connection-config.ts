import type { BrokerAddress } from '../../electron/contract/address';
import type { ConnectionConfig, EngineBudgets } from '../../electron/contract/engine-control';
import { usualFields, usualSubscription } from '../../electron/contract/usual-fields';
import type { ProfileFields } from '../../electron/contract/profile';

type Overrides = Partial<Omit<ConnectionConfig, 'fields' | 'budgets'>> & {
  readonly address: Partial<BrokerAddress> & { readonly port: number };
  readonly fields?: Partial<Omit<ProfileFields, 'address'>>;
  readonly budgets?: Partial<EngineBudgets>;
};

/** A configuration for a broker on 127.0.0.1, subscribing to everything. */
export function connectionConfig({ address, fields, budgets, ...rest }: Overrides): ConnectionConfig {
  const usual = usualFields('Test', { protocol: 'mqtt', host: '127.0.0.1', path: '/mqtt', ...address });
  return {
    profileId: 'test',
    fields: {
      ...usual,
      // As the form does when a file is chosen.
      tls: {
        ...usual.tls,
        trust: rest.caPem ? 'system-and-file' : 'system',
        identity: rest.certificatePem ? 'pem' : 'none'
      },
      mqttVersion: '3.1.1',
      subscriptions: [usualSubscription('#', 2)],
      ...fields
    },
    password: null,
    authenticationData: null,
    headerSecrets: [],
    caPem: null,
    crlPem: null,
    certificatePem: null,
    keyPem: null,
    proxy: null,
    rememberedVersion: null,
    budgets: {
      historyBudgetBytes: 64_000_000,
      maxPayloadBytes: 256_000_000,
      receiveBufferBytes: 256_000_000,
      topicLimit: 2_000_000,
      ...budgets
    },
    ...rest
  };
}
