import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { encode as encodeMessagepack } from '@msgpack/msgpack';
import { encode as encodeCbor, Tag } from 'cbor2';
import protobufjs from 'protobufjs';
import type { PayloadFormat } from '../../electron/contract/payload-format';
import type { DecodeContext } from '../../electron/engine/decode/decode-context';
import type { Decoder } from '../../electron/engine/decode/decoder';
import { makeDecoders } from '../../electron/engine/decode/decoders';
import { declareTypes } from '../../electron/engine/decode/schemas/message-types';
import { bitmap, extended, gif, jpeg, lossless, lossy, png } from './image-samples';
import { hexBytes } from './notation-of';
import { proto3 } from './proto3-schema';
import { seededRandom } from './seeded-random';
import { birth } from './sparkplug-birth';
import { sparkplugPayload } from './sparkplug-payload';
import { dense, fast, sized, streamed, unchecked } from './zstd-samples';

/** A decoder, and good inputs for it that are to be damaged. */
export interface MutationCase {
  readonly decoder: Decoder;
  readonly originals: readonly Uint8Array[];
  readonly given?: Partial<DecodeContext>;
}

const samples = {
  cbor: (): readonly Uint8Array[] => [
    encodeCbor({ t: 21.5, n: 4, ok: true, list: [1, -2, 3.25, null], raw: Uint8Array.of(1, 2), big: 2n ** 70n }),
    encodeCbor([
      { a: new Tag(1, 1_363_896_240) },
      new Map<unknown, unknown>([
        [1, 2],
        [[1], 'x']
      ]),
      'ü'.repeat(300)
    ]),
    hexBytes('bf61610161629f0203ff6163 5f42010243030405ff 6164 7f657374726561646d696e67ff ff')
  ],
  messagepack: (): readonly Uint8Array[] => [
    encodeMessagepack({
      t: 21.5,
      n: 4,
      ok: true,
      list: [1, -2, 3.25, null],
      raw: Uint8Array.of(1, 2),
      at: new Date(0)
    }),
    encodeMessagepack([{ a: 'ü'.repeat(200) }, -70_000, 2 ** 40, new Date(1_700_000_000_123)]),
    hexBytes('df00000002 9101 dd0000000201c0 d7ff7735940065920080 c9000000030610 1112')
  ],
  protobuf: (): readonly Uint8Array[] => {
    const root = protobufjs.parse(proto3, { keepCase: true }).root;
    const encoded = (name: string, value: object): Uint8Array => {
      const type = root.lookupType(name);
      return type.encode(type.create(value)).finish();
    };
    return [
      encoded('p3.Lists', {
        numbers: [1, -2],
        words: ['a'],
        parts: [{ a: 1 }],
        modes: [1],
        floats: [1.5],
        counts: { a: 1 },
        other: 'x'
      }),
      encoded('p3.Lists', { byNumber: { 7: { a: 9 } }, flags: { true: 'y' }, one: 5 }),
      hexBytes('13 0807 1b 1001 1c 14 1a020801 1d01000000 210100000000000000')
    ];
  },
  sparkplug: (): readonly Uint8Array[] => [
    birth,
    sparkplugPayload({
      metrics: [
        { alias: 3, float_value: 2 },
        {
          name: 't',
          template_value: {
            metrics: [{ name: 'x', datatype: 33, bytes_value: Buffer.from('a\0') }],
            parameters: [{ name: 'p', int_value: 1 }]
          }
        },
        { name: 'd', dataset_value: { columns: ['a'], types: [3], rows: [{ elements: [{ int_value: 1 }] }] } }
      ],
      seq: 9
    })
  ],
  image: (): readonly Uint8Array[] => [png(5, 5), jpeg, gif, lossy, lossless, extended, bitmap(3, 3)],
  gzip: (): readonly Uint8Array[] => packed(gzipSync),
  zlib: (): readonly Uint8Array[] => packed(deflateSync),
  deflate: (): readonly Uint8Array[] => packed(deflateRawSync),
  brotli: (): readonly Uint8Array[] => packed(brotliCompressSync),
  zstd: (): readonly Uint8Array[] => [sized, unchecked, streamed, fast, dense]
} as const satisfies Partial<Record<PayloadFormat, () => readonly Uint8Array[]>>;

const given: Partial<Record<PayloadFormat, Partial<DecodeContext>>> = {
  protobuf: { messageType: 'p3.Lists' },
  sparkplug: { topic: 'spBv1.0/Plant/NDATA/edge', births: [birth] }
};

type MutatedFormat = keyof typeof samples;

/** The binary formats. */
export const mutatedFormats = Object.keys(samples) as readonly MutatedFormat[];

export function mutationCase(format: MutatedFormat): MutationCase {
  const types = declareTypes([{ id: '0', name: '0.proto', bytes: Buffer.from(proto3) }], () => undefined);
  const decoder = makeDecoders((name) => types.find(name)).find((known) => known.format === format);
  if (decoder === undefined) throw new Error(`no decoder of ${format}`);
  return { decoder, originals: samples[format](), given: given[format] ?? {} };
}

function packed(pack: (bytes: Buffer) => Buffer): readonly Uint8Array[] {
  const random = seededRandom(200);
  return [
    Buffer.from(JSON.stringify({ temperature: 21.5, unit: 'C', at: 'line 4' })),
    Buffer.from(Array.from({ length: 200 }, () => Math.floor(random() * 256))),
    Buffer.alloc(5_000),
    Buffer.from('ab'.repeat(200))
  ].map((bytes) => pack(bytes));
}
