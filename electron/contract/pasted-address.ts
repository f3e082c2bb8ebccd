import { parseAddress } from './address';
import { describeCommandLine } from './command-line';
import { findCommandLine } from './command-line-options';
import { fail, succeed, type Result } from './failure';
import type { PastedConnection } from './pasted-connection';
import { shellCommands } from './shell-words';

const maxAddressCharacters = 8_000;

/**
 * An address as parseAddress knows it, or a command line of mosquitto_sub, mosquitto_pub, mosquitto_rr, mqttx or mqttui as
 * copied from a terminal. Failure: address-invalid (facts `address` only of what has no spaces: a line may hold a password).
 */
export function parsePastedAddress(text: string): Result<PastedConnection> {
  const trimmed = text.trim();
  if (trimmed.length <= maxAddressCharacters && !/\s/.test(trimmed) && trimmed !== 'mqttui') {
    const parsed = parseAddress(trimmed);
    return parsed.ok ? succeed({ ...nothingSaid, ...parsed.value }) : parsed;
  }
  const commands = shellCommands(trimmed);
  const line = commands && findCommandLine(commands);
  const said = line ? describeCommandLine(line) : null;
  return said ? succeed(said) : fail('address-invalid');
}

const nothingSaid: Omit<PastedConnection, 'address' | 'username' | 'password'> = {
  program: null,
  clientId: null,
  mqttVersion: null,
  keepAliveSeconds: null,
  cleanStart: null,
  subscriptions: [],
  will: null,
  mqtt5: {},
  authenticationData: null,
  alpn: [],
  minVersion: null,
  asksInsecure: false,
  caFile: null,
  certificateFile: null,
  keyFile: null,
  proxy: null,
  proxyPassword: null,
  headers: [],
  notTaken: []
};
