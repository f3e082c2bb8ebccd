import { defaultPorts, isWebSocket, type BrokerAddress } from '#contract/address';
import { connectBounds } from '#contract/limits';
import type { MqttVersion, Profile, ProfileColour, ProfileFields, SignInMethod } from '#contract/profile';
import type { FileChange, ProfileDraft, SecretChange } from '#contract/profile-change';
import type { SecretKind } from '#contract/secret-kind';
import type { TlsOptions } from '#contract/tls-options';
import { usualFields } from '#contract/usual-fields';
import { usualName } from '#contract/usual-name';
import { formProblemWords } from '#contract/words/form-problems';
import { addressProblems, addressValues, draftAddress, type DraftAddress } from './draft-address';
import type { FieldProblems } from './draft-fields';
import { draftHeaders, headerProblems, headerSecretChanges, headerValues, type DraftHeader } from './draft-headers';
import { draftMqtt5, mqtt5Problems, mqtt5Values, type DraftMqtt5 } from './draft-mqtt5';
import { wholeNumber } from './draft-numbers';
import { draftProxy, proxyProblems, proxyValues, type DraftProxy } from './draft-proxy';
import { secretChange, untouchedSecret, willBeThere, type DraftSecret } from './draft-secrets';
import { draftSubscriptions, filterValues, subscriptionProblems, type DraftFilter } from './draft-subscriptions';
import { tlsProblems, type FileStanding } from './draft-tls';
import { typedName } from './typed-name';
import { draftWill, willProblems, willValues, type DraftWill } from './draft-will';

/** A connection as the form's fields hold it; numbers are text until they are saved. */
export interface DraftValues extends DraftAddress {
  name: string;
  folder: string;
  colour: ProfileColour;
  readOnly: boolean;
  autoConnect: boolean;
  signIn: SignInMethod;
  username: string;
  password: DraftSecret;
  authenticationData: DraftSecret;
  clientId: string;
  mqttVersion: MqttVersion;
  keepAlive: string;
  connectTimeout: string;
  cleanStart: boolean;
  reconnect: boolean;
  verifyCertificate: boolean;
  tls: TlsOptions;
  mqtt5: DraftMqtt5;
  will: DraftWill;
  headers: DraftHeader[];
  proxy: DraftProxy;
  filters: DraftFilter[];
}

/** What stands beside the fields and decides with them what can be saved. */
interface Beside {
  readonly stored: readonly SecretKind[];
  readonly files: FileStanding;
  /** What main said of certificate and private key together, in words. */
  readonly pairProblem: string | null;
}

const keepAliveBounds = { min: 0, max: 65_535 };
const newAddress: BrokerAddress = { protocol: 'mqtt', host: '', port: defaultPorts.mqtt, path: '/mqtt' };

/** The fields of a profile, or of a new one. */
export function draftValues(profile: ProfileFields | null): DraftValues {
  const fields = profile ?? usualFields('', newAddress);
  return {
    ...addressValues(fields.address),
    name: fields.name,
    folder: fields.folder,
    colour: fields.colour,
    readOnly: fields.readOnly,
    autoConnect: fields.autoConnect,
    signIn: fields.signIn,
    username: fields.username,
    password: untouchedSecret(),
    authenticationData: untouchedSecret(),
    clientId: fields.clientId,
    mqttVersion: fields.mqttVersion,
    keepAlive: String(fields.keepAliveSeconds),
    connectTimeout: String(fields.connectTimeoutSeconds),
    cleanStart: fields.cleanStart,
    reconnect: fields.reconnect,
    verifyCertificate: fields.verifyCertificate,
    tls: { ...fields.tls, alpn: [...fields.tls.alpn] },
    mqtt5: mqtt5Values(fields.mqtt5),
    will: willValues(fields.will),
    headers: headerValues(fields.headers),
    proxy: proxyValues(fields.proxy),
    filters: filterValues(fields.subscriptions)
  };
}

/** Every field that cannot be saved as it stands, in the order of the form. */
export function draftProblems(values: DraftValues, { stored, files, pairProblem }: Beside): FieldProblems {
  return new Map([
    ...addressProblems(values),
    ...(isWebSocket(values.protocol) ? headerProblems(values.headers) : []),
    ...signInProblems(values, stored),
    ...timeProblems(values),
    ...tlsProblems(values.protocol, values.tls, files, pairProblem),
    ...mqtt5Problems(values.mqtt5),
    ...willProblems(values.will),
    ...subscriptionProblems(values.filters),
    ...proxyProblems(values.proxy)
  ]);
}

/** What main is asked to save; null: its address makes none. A connection without a name is called by its address. */
export function profileDraft(
  profile: Profile | null,
  values: DraftValues,
  otherNames: readonly string[],
  files: FileChange[]
): ProfileDraft | null {
  const address = draftAddress(values);
  if (!address) return null;
  const usual = usualFields('', address);
  const name = values.name === profile?.name ? values.name : typedName(values.name);
  const fields: ProfileFields = {
    name: (name || usualName(address, otherNames)).slice(0, 200),
    folder: values.folder === profile?.folder ? values.folder : typedName(values.folder),
    colour: values.colour,
    readOnly: values.readOnly,
    autoConnect: values.autoConnect,
    address,
    signIn: values.signIn,
    username: values.username,
    clientId: values.clientId,
    mqttVersion: values.mqttVersion,
    keepAliveSeconds: wholeNumber(values.keepAlive, keepAliveBounds) ?? usual.keepAliveSeconds,
    connectTimeoutSeconds:
      wholeNumber(values.connectTimeout, connectBounds.timeoutSeconds) ?? usual.connectTimeoutSeconds,
    cleanStart: values.cleanStart,
    reconnect: values.reconnect,
    verifyCertificate: values.verifyCertificate,
    tls: { ...values.tls, serverName: values.tls.serverName.trim(), alpn: [...values.tls.alpn] },
    mqtt5: draftMqtt5(values.mqtt5),
    will: draftWill(values.will),
    headers: draftHeaders(values.headers),
    proxy: draftProxy(values.proxy),
    subscriptions: draftSubscriptions(values.filters),
    // The form has no field for these.
    charts: profile ? [...profile.charts] : [],
    decoders: profile ? [...profile.decoders] : []
  };
  return { id: profile?.id ?? null, fields, secrets: secretChanges(values, profile?.secrets ?? []), files };
}

function secretChanges(values: DraftValues, stored: readonly SecretKind[]): SecretChange[] {
  return [
    ...secretChange('password', values.password),
    ...secretChange('authentication-data', values.authenticationData),
    ...secretChange('proxy-password', values.proxy.password),
    ...headerSecretChanges(values.headers, stored)
  ];
}

function signInProblems(values: DraftValues, stored: readonly SecretKind[]): FieldProblems {
  const problems: FieldProblems = new Map();
  const { signIn, mqttVersion, username } = values;
  // [MQTT-3.1.2-22]: no password without a user name; MQTT 5 lifted this.
  const needsUsername = signIn === 'username' && mqttVersion === '3.1.1' && username === '';
  if (needsUsername && willBeThere(values.password, stored.includes('password'))) {
    problems.set('password', formProblemWords.passwordWithoutUsername);
  }
  if (signIn === 'enhanced' && values.mqtt5.authenticationMethod === '') {
    problems.set('authentication-method', formProblemWords.authenticationMethodMissing);
  }
  return problems;
}

function timeProblems({ keepAlive, connectTimeout }: DraftValues): FieldProblems {
  const problems: FieldProblems = new Map();
  if (wholeNumber(keepAlive, keepAliveBounds) === null) {
    problems.set('keep-alive', formProblemWords.number(keepAliveBounds.min, keepAliveBounds.max));
  }
  const { min, max } = connectBounds.timeoutSeconds;
  if (wholeNumber(connectTimeout, { min, max }) === null) {
    problems.set('connect-timeout', formProblemWords.number(min, max));
  }
  return problems;
}
