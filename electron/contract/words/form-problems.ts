import type { TopicProblem } from '../topic';

const numbers = new Intl.NumberFormat('en');

/** Why a field of the connection form cannot be saved, under the field. */
export const formProblemWords = {
  hostMissing: 'A host name or an IP address is needed.',
  hostInvalid: 'A host has no spaces, slashes or @.',
  hostWithPort: 'The port has a field of its own.',
  hostTooLong: 'A host name has at most 255 characters.',
  portInvalid: 'Ports go from 1 to 65535.',
  pathInvalid: 'The path starts with /.',
  socketPathInvalid: 'A full path is needed, such as /run/mosquitto/mosquitto.sock.',
  headerNameInvalid: 'A header’s name has letters, digits and hyphens, and no spaces.',
  headerValueInvalid: 'A header’s value is one line without control characters.',
  passwordWithoutUsername: 'MQTT 3.1.1 sends a password only together with a username.',
  authenticationMethodMissing: 'The method’s name is needed, such as SCRAM-SHA-256.',
  number: (min: number, max: number) => `A whole number from ${numbers.format(min)} to ${numbers.format(max)}.`,
  numberOrEmpty: (min: number, max: number) =>
    `A whole number from ${numbers.format(min)} to ${numbers.format(max)}, or nothing.`,
  caMissing: 'Choose a CA file, or trust the system store.',
  pairMissing: 'Choose the certificate and its private key, or show no certificate.',
  certificateMissing: 'A private key needs its certificate.',
  keyMissing: 'A certificate needs its private key.',
  pkcs12Missing: 'Choose the PKCS#12 file, or show no certificate.',
  fileLocked: 'This file is locked. Unlock it with its passphrase, or remove it.',
  serverNameInvalid: 'A server name has no spaces, slashes or port.',
  willPayloadTooLong: 'The payload of a last will has at most 65,535 bytes.',
  filterTwice: 'This filter is already in the list.',
  sharedInvalid: 'A shared subscription reads $share/group/filter.',
  sharedHidesOwn: 'A shared subscription cannot hide own messages.'
} as const;

/** Why a topic filter cannot be subscribed. */
export const filterProblemWords: Readonly<Record<TopicProblem, string>> = {
  empty: 'A filter is needed, such as factory/#.',
  wildcard: 'Wildcards are allowed here.',
  'wildcard-misplaced': '# stands alone at the end, + stands alone between slashes.',
  'null-character': 'A filter cannot contain a null character.',
  'too-long': 'A filter has at most 65,535 bytes.'
};
