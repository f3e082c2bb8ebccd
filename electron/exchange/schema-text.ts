import { isUtf8 } from 'node:buffer';

/** Contents of a schema file in our own export: a `.proto` stays readable, a descriptor set is Base64. */
export type SchemaText = { readonly text: string } | { readonly base64: string };

export function schemaText(bytes: Uint8Array): SchemaText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const base64 = { base64: buffer.toString('base64') };
  if (!isUtf8(buffer)) return base64;
  const text = { text: buffer.toString() };
  // Quotes and line breaks take two each in JSON, control characters six: the whole file is to stay within what an import reads.
  return Buffer.byteLength(JSON.stringify(text)) > JSON.stringify(base64).length ? base64 : text;
}
