import protobuf from 'protobufjs';
import type { EngineSchema } from '#contract/engine-control';
import { wireText } from '../wire-text';

/** A schema file as far as it can be read alone. */
export type SchemaFile =
  | {
      readonly kind: 'proto';
      readonly schema: EngineSchema;
      readonly text: string;
      readonly imports: readonly string[];
    }
  | { readonly kind: 'descriptors'; readonly schema: EngineSchema }
  /** `raw`: the parser's words, with the line. */
  | { readonly kind: 'unreadable'; readonly schema: EngineSchema; readonly raw: string };

/** A .proto file or a compiled FileDescriptorSet, told apart by whether it is text. */
export function readSchemaFile(schema: EngineSchema): SchemaFile {
  const text = protoText(schema.bytes);
  if (text === null) return { kind: 'descriptors', schema };
  try {
    const { imports = [], weakImports = [] } = parseProto(text, schema.name, new protobuf.Root());
    return { kind: 'proto', schema, text, imports: [...imports, ...weakImports] };
  } catch (cause) {
    return { kind: 'unreadable', schema, raw: wordsOf(cause) };
  }
}

/** protobufjs' types leave out where the file's name for errors goes. */
const parser = protobuf.parse as typeof protobuf.parse & { filename: string | null };

/** Adds what the text declares to the root. Throws what protobufjs throws, with file and line. */
export function parseProto(text: string, name: string, root: protobuf.Root): protobuf.IParserResult {
  parser.filename = name;
  try {
    return parser(text, root, { keepCase: true });
  } finally {
    parser.filename = null;
  }
}

/** protobufjs says by message what is wrong; its stack is of no use to a person. */
export function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function protoText(bytes: Uint8Array): string | null {
  const text = wireText(bytes);
  // every descriptor set has such bytes: field types and labels are small numbers
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return text === null || /[\0-\x08\x0e-\x1f]/.test(text) ? null : text.replace(/^\ufeff/, '');
}
