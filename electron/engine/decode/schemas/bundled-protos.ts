import protobuf from 'protobufjs';
import annotations from 'protobufjs/google/api/annotations.json';
import http from 'protobufjs/google/api/http.json';
import api from 'protobufjs/google/protobuf/api.json';
import descriptor from 'protobufjs/google/protobuf/descriptor.json';
import sourceContext from 'protobufjs/google/protobuf/source_context.json';
import type from 'protobufjs/google/protobuf/type.json';

/** Google's own files that others import without bringing them along, beside those that protobufjs has in `common`. */
const more: ReadonlyMap<string, readonly protobuf.INamespace[]> = new Map<string, readonly protobuf.INamespace[]>([
  ['google/api/annotations.proto', [http, annotations]],
  ['google/api/http.proto', [http]],
  ['google/protobuf/api.proto', [api]],
  ['google/protobuf/descriptor.proto', [descriptor]],
  ['google/protobuf/source_context.proto', [sourceContext]],
  ['google/protobuf/type.proto', [type]]
]);

/**
 * Adds what a file such as `google/protobuf/timestamp.proto` declares, but for what is there already: these files repeat what they import.
 * False: it is none of Google's.
 */
export function addBundled(name: string, root: protobuf.Root): boolean {
  const common = protobuf.common.get(name);
  const declared = more.get(name) ?? (common === null ? [] : [common]);
  // grows while it is walked
  const rest: (readonly [protobuf.NamespaceBase, protobuf.INamespace])[] = declared.map((file) => [root, file]);
  for (const [into, { nested = {} }] of rest) {
    for (const [word, json] of Object.entries(nested)) {
      const known = into.get(word);
      if (known === null) into.addJSON({ [word]: json });
      else if (known instanceof protobuf.Namespace) rest.push([known, json]);
    }
  }
  return declared.length > 0;
}
