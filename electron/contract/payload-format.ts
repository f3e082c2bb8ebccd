/** What a payload can be read as. One file each in engine/decode/formats. */
export const payloadFormats = [
  'text',
  'utf-16',
  'latin-1',
  'number',
  'json',
  'json-lines',
  'xml',
  'base64',
  'hex',
  'messagepack',
  'cbor',
  'protobuf',
  'sparkplug',
  'gzip',
  'zlib',
  'deflate',
  'brotli',
  'zstd',
  'image'
] as const;
export type PayloadFormat = (typeof payloadFormats)[number];

/** `auto`: by the content type, the topic and the bytes, with the reason shown. `bytes`: as a hex dump, whatever it is. */
export const decoderChoices = ['auto', 'bytes', ...payloadFormats] as const;
export type DecoderChoice = (typeof decoderChoices)[number];
