import { isUtf8 } from 'node:buffer';

/** Contents of a schema file in our own export: a `.proto` stays readable, a descriptor set is Base64. */
export type SchemaText = { readonly text: string } | { readonly base64: string };

export function schemaText(bytes: Uint8Array): SchemaText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const base64 = { base64: buffer.toString('base64') };
  if (!isUtf8(buffer)) return base64;
  const text = { text: buffer.toString() };
  // Control characters take six each in JSON.
  return JSON.stringify(text).length > JSON.stringify(base64).length * 2 ? base64 : text;
}
