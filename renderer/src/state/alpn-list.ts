/** A protocol's name on the wire has at most 255 bytes (RFC 7301, 3.1); the contract takes at most 20 of them. */
export const longestAlpn = 255;
const mostProtocols = 20;

/** The protocols with what was typed at the end; one that is there already, or does not fit, changes nothing. */
export function alpnAfter(protocols: readonly string[], typed: string): string[] {
  const name = typed.trim();
  const bytes = new TextEncoder().encode(name).length;
  const fits = name !== '' && bytes <= longestAlpn && protocols.length < mostProtocols && !protocols.includes(name);
  return fits ? [...protocols, name] : [...protocols];
}
