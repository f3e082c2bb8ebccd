/** A CONNECT as it stands in the bytes [MQTT5 3.1], properties in their order. */
export interface ConnectBytes {
  readonly version: number;
  readonly flags: number;
  readonly keepAliveSeconds: number;
  readonly properties: readonly Property[];
  readonly clientId: string;
  readonly will: { readonly properties: readonly Property[]; readonly topic: string; readonly payload: string } | null;
  readonly username: string | null;
  readonly password: string | null;
}

type Property = readonly [id: number, value: number | string | readonly [string, string]];

const oneByte = new Set([0x01, 0x17, 0x19]);
const twoBytes = new Set([0x21, 0x22]);
const fourBytes = new Set([0x02, 0x11, 0x18, 0x27]);

/** Reads the first packet of a connection; by hand, as mqtt-packet loses the order of user properties. */
export function readConnect(bytes: Buffer): ConnectBytes {
  let at = 1;
  const variable = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes.readUInt8(at++);
      value += (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const number = (size: number): number => bytes.readUIntBE((at += size) - size, size);
  const text = (): string => {
    const size = number(2);
    return bytes.toString('utf8', at, (at += size));
  };
  const properties = (): Property[] => {
    if (version !== 5) return [];
    const found: Property[] = [];
    const size = variable();
    const end = at + size;
    while (at < end) {
      const id = number(1);
      if (oneByte.has(id)) found.push([id, number(1)]);
      else if (twoBytes.has(id)) found.push([id, number(2)]);
      else if (fourBytes.has(id)) found.push([id, number(4)]);
      else if (id === 0x26) found.push([id, [text(), text()]]);
      else found.push([id, text()]);
    }
    return found;
  };
  variable();
  text();
  const version = number(1);
  const flags = number(1);
  const keepAliveSeconds = number(2);
  const connectProperties = properties();
  const clientId = text();
  const will = (flags & 4) === 0 ? null : { properties: properties(), topic: text(), payload: text() };
  const username = (flags & 0x80) === 0 ? null : text();
  const password = (flags & 0x40) === 0 ? null : text();
  return { version, flags, keepAliveSeconds, properties: connectProperties, clientId, will, username, password };
}
