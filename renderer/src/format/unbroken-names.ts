/** Names of two words that a line must not end in the middle of: what a button, a field or a protocol is called. */
const insideName = /(?<=\b(?:client|Client|CA|Read|Try|MQTT|TLS|QoS|port)) (?=(?:IDs?|file|only|now|[0-9]+)\b)/g;

/** The same text with no-break spaces inside such names. */
export function unbroken(text: string): string {
  return text.replace(insideName, '\u{a0}');
}
