import { isUnixSocket } from '#contract/address';
import type { PastedConnection } from '#contract/pasted-connection';
import type { DraftValues } from './connection-draft';
import { addressValues } from './draft-address';
import { draftMqtt5, mqtt5Values } from './draft-mqtt5';
import { proxyValues } from './draft-proxy';
import type { DraftSecret } from './draft-secrets';
import { filterValues } from './draft-subscriptions';
import { draftWill, willValues } from './draft-will';

/** What a person is told of a text that was taken apart, as far as its fields do not show it. */
export interface PastedNote {
  /** Null: it was an address. */
  readonly program: string | null;
  /** What the line calls the files that have to be chosen. */
  readonly files: readonly string[];
  readonly notTaken: readonly string[];
  readonly asksInsecure: boolean;
}

/** Whether its fields show all of it: nothing is left for a person to choose, or to do without. */
export function isTakenWhole({ files, notTaken, asksInsecure }: PastedNote): boolean {
  return files.length === 0 && notTaken.length === 0 && !asksInsecure;
}

/** Fills every field the text names; what it says nothing of stays. Verifying is never turned off here. */
export function takePasted(values: DraftValues, pasted: PastedConnection): PastedNote {
  takeAddress(values, pasted);
  takeSignIn(values, pasted);
  takeSession(values, pasted);
  takeTls(values, pasted);
  if (pasted.proxy) values.proxy = proxyValues(pasted.proxy);
  if (pasted.proxyPassword !== null) values.proxy.password = typed(pasted.proxyPassword);
  // Tokens and cookies, most of them: a person who knows better unmarks them.
  const headers = pasted.headers.map(({ name, value }) => ({
    id: crypto.randomUUID(),
    name,
    value: '',
    secret: true,
    kept: typed(value)
  }));
  if (headers.length > 0) values.headers = headers;
  const { program, caFile, certificateFile, keyFile, notTaken, asksInsecure } = pasted;
  const files = [caFile, certificateFile, keyFile].filter((file) => file !== null);
  return { program, files, notTaken, asksInsecure };
}

function takeAddress(values: DraftValues, { address }: PastedConnection): void {
  const fields = addressValues(address);
  // What the other kind of address had stays for the way back.
  if (isUnixSocket(address.protocol)) Object.assign(values, { protocol: 'unix', socketPath: fields.socketPath });
  else Object.assign(values, { ...fields, socketPath: values.socketPath });
}

function takeSignIn(values: DraftValues, pasted: PastedConnection): void {
  const { username, password, authenticationData, mqtt5, clientId } = pasted;
  if (username !== null) values.username = username;
  if (password !== null) values.password = typed(password);
  if (authenticationData !== null) values.authenticationData = typed(authenticationData);
  if ((mqtt5.authenticationMethod ?? '') !== '') values.signIn = 'enhanced';
  else if (username !== null || password !== null) values.signIn = 'username';
  if (clientId !== null) values.clientId = clientId;
}

function takeSession(values: DraftValues, pasted: PastedConnection): void {
  const { mqttVersion, keepAliveSeconds, cleanStart, subscriptions, will, mqtt5 } = pasted;
  if (mqttVersion !== null) values.mqttVersion = mqttVersion;
  if (keepAliveSeconds !== null) values.keepAlive = String(keepAliveSeconds);
  if (cleanStart !== null) values.cleanStart = cleanStart;
  if (subscriptions.length > 0) values.filters = filterValues(subscriptions);
  if (will) values.will = willValues({ ...draftWill(values.will), ...will });
  values.mqtt5 = mqtt5Values({ ...draftMqtt5(values.mqtt5), ...mqtt5 });
}

function takeTls(values: DraftValues, { alpn, minVersion, caFile, certificateFile, keyFile }: PastedConnection): void {
  if (alpn.length > 0) values.tls.alpn = [...alpn];
  if (minVersion !== null) values.tls.minVersion = minVersion;
  // As all of these programs mean it: this file and no other authority.
  if (caFile !== null) values.tls.trust = 'file';
  if (certificateFile !== null || keyFile !== null) values.tls.identity = 'pem';
}

function typed(text: string): DraftSecret {
  return { typed: text, remove: false };
}
