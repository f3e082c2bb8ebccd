import type { SchemaFacts } from '#contract/schema-facts';
import { schemaBounds } from '../exchange/schema-bounds';
import type { SchemaExchange } from './profile-transfer';

/** The contents of schema files on their way out, by id, each once and within the bounds; one whose copy is gone is left out. */
export async function schemaContents(
  wanted: readonly SchemaFacts[],
  schemas: Pick<SchemaExchange, 'read'>
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  let roomBytes: number = schemaBounds.bytes;
  for (const { id, sizeBytes } of wanted) {
    if (contents.has(id) || sizeBytes > roomBytes) continue;
    const bytes = await schemas.read(id);
    if (bytes === null || bytes.length > roomBytes) continue;
    contents.set(id, bytes);
    roomBytes -= bytes.length;
  }
  return contents;
}
