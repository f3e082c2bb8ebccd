import protobuf from 'protobufjs';
import 'protobufjs/ext/descriptor';
import { assertNever } from '#contract/assert-never';
import type { DecodeProblem } from '#contract/decoding';
import type { EngineSchema } from '#contract/engine-control';
import type { FailureFacts } from '#contract/failure';
import { addBundled } from './bundled-protos';
import { parseProto, readSchemaFile, wordsOf, type SchemaFile } from './schema-file';
import { resolveTypes } from './resolve-types';

const mostTypes = 2_000;

/** What the schema files of a profile declare. */
export interface DeclaredTypes {
  /** Full names, sorted; at most 2,000. Google's own are not among them, but found. */
  readonly types: readonly string[];
  readonly problems: readonly { readonly fileName: string; readonly problem: DecodeProblem }[];
  /** By full name, with or without a dot in front; of files that declare the same the first one holds. */
  find(name: string): protobuf.Type | null;
}

/**
 * Reads .proto files and descriptor sets. Files that import one another (by path, or by file name alone: people choose files, not folders)
 * stand together; others do not meet, so that two of them may declare the same name. A file that cannot be read, an import that nobody
 * brought, a type that is nowhere: each is a problem of its file, code schema-invalid, and what is left works.
 */
export function declareTypes(schemas: readonly EngineSchema[], alive: () => void): DeclaredTypes {
  const problems: { fileName: string; problem: DecodeProblem }[] = [];
  const report: Report = ({ name }, raw, facts = {}) => {
    problems.push({ fileName: name, problem: { code: 'schema-invalid', format: 'protobuf', byte: null, facts, raw } });
  };
  const files = schemas.map((schema) => {
    alive();
    return readSchemaFile(schema);
  });
  const declared = new Map<string, protobuf.Type>();
  const declaredIn = new Map<string, EngineSchema>();
  const own = new Set<string>();
  for (const group of importing(files)) {
    const root = new protobuf.Root();
    const added = onceEach(group).filter((file) => {
      alive();
      return addFile(file, group, root, report);
    });
    const [first] = added;
    if (first === undefined) continue;
    const byName = new Map(added.map(({ schema }) => [schema.name, schema]));
    const types = resolveTypes(root, (fileName, raw) => {
      report((fileName === null ? undefined : byName.get(fileName)) ?? first.schema, raw);
    });
    const hidden = new Map<EngineSchema, { readonly type: string; count: number }>();
    for (const type of types) {
      const name = type.fullName.slice(1);
      const schema = byName.get(type.filename ?? '') ?? first.schema;
      if (!declared.has(name)) declared.set(name, type);
      if (isGoogles(name)) continue;
      own.add(name);
      const earlier = declaredIn.get(name);
      if (earlier === undefined) declaredIn.set(name, schema);
      else if (earlier.id !== schema.id) {
        const before = hidden.get(schema);
        hidden.set(schema, { type: before?.type ?? name, count: (before?.count ?? 0) + 1 });
      }
    }
    for (const [schema, { type, count }] of hidden) {
      report(schema, '', { type, declaredIn: declaredIn.get(type)?.name ?? '', more: count - 1 });
    }
  }
  return {
    types: [...own].sort().slice(0, mostTypes),
    problems,
    find: (name) => declared.get(name.replace(/^\./, '')) ?? null
  };
}

/** The same bytes under two names are declared once, and found by either name. */
function onceEach(group: readonly SchemaFile[]): readonly SchemaFile[] {
  const ids = new Set<string>();
  return group.filter(({ schema: { id } }) => !ids.has(id) && ids.add(id));
}

function isGoogles(name: string): boolean {
  return /^google\.(protobuf|api)\./.test(name);
}

type Report = (schema: EngineSchema, raw: string, facts?: FailureFacts) => void;

/** True: something of the file is in the root. */
function addFile(file: SchemaFile, group: readonly SchemaFile[], root: protobuf.Root, report: Report): boolean {
  try {
    switch (file.kind) {
      case 'unreadable':
        report(file.schema, file.raw);
        return false;
      case 'descriptors':
        addDescriptors(file.schema, root);
        return true;
      case 'proto':
        for (const name of file.imports) addImport(name, file, group, root, report);
        parseProto(file.text, file.schema.name, root);
        return true;
      default:
        return assertNever(file);
    }
  } catch (cause) {
    report(file.schema, wordsOf(cause));
    // what stands before the mistake may be in the root already
    return true;
  }
}

function addImport(
  name: string,
  file: SchemaFile,
  group: readonly SchemaFile[],
  root: protobuf.Root,
  report: Report
): void {
  if (importedFrom(name, group) !== undefined) return;
  if (!addBundled(bundledName(name), root)) {
    report(file.schema, '', { import: name });
  }
}

/** `third_party/google/protobuf/any.proto` is Google's as well. */
function bundledName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('google/protobuf/'), name.lastIndexOf('google/api/'), 0));
}

function addDescriptors(schema: EngineSchema, root: protobuf.Root): void {
  // protobufjs compiles its reader of descriptors with `Function`: in the decode worker only
  const found = protobuf.Root.fromDescriptor(schema.bytes, { keepCase: true });
  if (found.nestedArray.length === 0) throw new Error('no .proto text, and no message type in it as a descriptor set');
  for (const nested of found.nestedArray) {
    found.remove(nested);
    root.add(nested);
  }
}

function importedFrom(name: string, files: readonly SchemaFile[]): SchemaFile | undefined {
  return (
    files.find((file) => file.schema.name === name) ??
    files.find((file) => baseName(file.schema.name) === baseName(name) && file.kind !== 'descriptors')
  );
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Files that import one another, directly or through others. */
function importing(files: readonly SchemaFile[]): SchemaFile[][] {
  const groups = new Map<SchemaFile, SchemaFile[]>(files.map((file) => [file, [file]]));
  for (const file of files) {
    if (file.kind !== 'proto') continue;
    for (const name of file.imports) {
      const other = importedFrom(name, files);
      const left = groups.get(file);
      const right = other === undefined ? undefined : groups.get(other);
      if (left === undefined || right === undefined || left === right) continue;
      left.push(...right);
      for (const moved of right) groups.set(moved, left);
    }
  }
  return [...new Set(groups.values())];
}
