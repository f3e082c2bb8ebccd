import protobuf from 'protobufjs';
import { wordsOf } from './schema-file';

/**
 * Resolves every name in the root and answers its message types. protobufjs stops at the first name that is nowhere; here such a field is
 * reported and taken out, so that on the wire it is one that no schema knows, and the rest of its message is read.
 */
export function resolveTypes(
  root: protobuf.Root,
  report: (fileName: string | null, raw: string) => void
): readonly protobuf.Type[] {
  const types: protobuf.Type[] = [];
  const namespaces: protobuf.NamespaceBase[] = [root];
  const services: protobuf.Service[] = [];
  // grows while it is walked: how deep declarations are nested is decided by the file
  for (const namespace of namespaces) {
    if (namespace instanceof protobuf.Type && !isGroup(namespace)) types.push(namespace);
    for (const nested of namespace.nestedArray) {
      if (nested instanceof protobuf.Service) services.push(nested);
      else if (nested instanceof protobuf.Type || nested instanceof protobuf.Namespace) namespaces.push(nested);
    }
  }
  // nothing here calls a method, and one may name types that are nowhere
  for (const service of services) service.parent?.remove(service);
  removeUnextended(namespaces, report);
  for (const namespace of namespaces) {
    if (!(namespace instanceof protobuf.Type)) continue;
    for (const field of namespace.fieldsArray) {
      try {
        if (field.declaringField === null || field.declaringField === undefined) checkType(field);
      } catch (cause) {
        report(fileOf(field), `${namespace.fullName.slice(1)}.${field.name}: ${wordsOf(cause)}`);
        namespace.remove(field);
      }
    }
  }
  try {
    root.resolveAll();
  } catch (cause) {
    report(null, wordsOf(cause));
  }
  return types;
}

/** Throws "no such type". Not `resolve` itself: that wants the whole root's features first. */
function checkType(field: protobuf.Field): void {
  if (!Object.hasOwn(protobuf.types.basic, field.type) && field.type !== 'bytes' && field.type !== 'string') {
    field.parent?.lookupTypeOrEnum(field.type);
  }
}

/** Extensions of messages that are nowhere. */
function removeUnextended(
  namespaces: readonly protobuf.NamespaceBase[],
  report: (fileName: string | null, raw: string) => void
): void {
  for (const namespace of namespaces) {
    for (const nested of namespace.nestedArray) {
      if (!(nested instanceof protobuf.Field) || nested.extend === undefined || nested.extensionField) continue;
      report(fileOf(nested), `${nested.fullName.slice(1)}: no such type: ${nested.extend}`);
      namespace.remove(nested);
    }
  }
}

function fileOf(object: protobuf.ReflectionObject): string | null {
  for (let at: protobuf.ReflectionObject | null = object; at !== null; at = at.parent) {
    if (at.filename !== null && at.filename !== undefined) return at.filename;
  }
  return null;
}

/** A group declares field and type in one; nobody sends one alone. protobufjs' types leave the mark out. */
function isGroup(type: protobuf.Type): boolean {
  return 'group' in type && type.group === true;
}
