import type { Database } from 'node-sqlite3-wasm';
import { fail, succeed, type Result } from '#contract/failure';
import { exchangeBounds } from '#contract/limits';
import { CollectionFolders } from './collection-folders';
import { JsonEntry } from './json-entry';
import { readMqttxConnection } from './mqttx-connection';
import { ProfileCollection } from './profile-collection';
import type { ReadImport } from './read-profile';

const mostSubscriptionRows = 100_000;
/** Of a text, characters: no field of a profile is longer. */
const longestText = 70_000;

type Row = ReadonlyMap<string, unknown>;

/**
 * The database of MQTTX. `copy`: a file of our own that nobody else has open and that may be written to (a write-ahead log
 * beside it counts; what a rollback journal undoes must be undone: rollback-journal.ts). Failure: import-unreadable, reason
 * 'no-database'.
 */
export async function readMqttxDatabase(copy: string): Promise<Result<ReadImport>> {
  try {
    const database = new (await databaseClass())(copy, { fileMustExist: true });
    try {
      return readTables(database);
    } finally {
      database.close();
    }
  } catch {
    // The library's texts may quote what is in the file.
    return fail('import-unreadable', '', { reason: 'no-database' });
  }
}

/** Loaded when a database is opened and not before: it is a megabyte of WebAssembly. CommonJS: the bundle has it by name, Node as `default`. */
async function databaseClass(): Promise<typeof Database> {
  const loaded: { readonly Database?: typeof Database; readonly default?: unknown } = await import('node-sqlite3-wasm');
  const named = loaded.Database ?? (loaded.default as { readonly Database: typeof Database }).Database;
  return named;
}

function readTables(database: Database): Result<ReadImport> {
  // Exclusive: a write-ahead log can be read without shared memory, which WebAssembly does not have.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
  // They are expressions too, and the check of a table would run them.
  database.exec('PRAGMA ignore_check_constraints = ON');
  const tables = new Set(
    ['ConnectionEntity', 'CollectionEntity', 'SubscriptionEntity', 'WillEntity'].filter(plainTable)
  );
  if (!tables.has('ConnectionEntity')) return fail('import-unreadable', '', { reason: 'no-database' });
  const rows = (table: string, most: number): readonly Row[] =>
    tables.has(table) ? readRows(database, table, most) : [];

  const folders = new CollectionFolders();
  for (const row of rows('CollectionEntity', exchangeBounds.connections)) {
    folders.add(text(row, 'id') ?? '', text(row, 'name') ?? '', text(row, 'parentId'));
  }
  const wills = new Map(
    rows('WillEntity', exchangeBounds.connections * 2).map((row) => [row.get('id'), asObject(row)])
  );
  const subscriptions = groupBy(rows('SubscriptionEntity', mostSubscriptionRows), 'connection_id');
  const collection = new ProfileCollection('mqttx');
  for (const row of rows('ConnectionEntity', exchangeBounds.connections + 1)) {
    const entry = JsonEntry.of({
      ...asObject(row),
      clientId: row.get('client_id'),
      will: wills.get(row.get('willId')),
      subscriptions: subscriptions.get(row.get('id')) ?? []
    });
    collection.add(entry && readMqttxConnection(entry, folders.pathOf(text(row, 'parent_id'))));
  }
  return succeed(collection.done());

  /** A real table of plain columns, whose tree of pages is sound: a view or an expression could run for ever, a damaged tree too. */
  function plainTable(name: string): boolean {
    const found = database.get("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", name);
    if (!found || !/^CREATE TABLE/i.test(String(found.sql))) return false;
    if (database.all(`PRAGMA table_xinfo('${name}')`).some(({ hidden }) => hidden !== 0)) return false;
    const verdicts = database.all(`PRAGMA quick_check('${name}')`).map(({ quick_check: text }) => String(text));
    // What its rows hold is looked at later.
    return verdicts.every((verdict) => verdict === 'ok' || /^(NULL|TEXT|NUMERIC) value in/.test(verdict));
  }
}

/** Its plain columns, by the names they have; texts cut, blobs left out. */
function readRows(database: Database, table: string, most: number): readonly Row[] {
  const columns = database.all(`PRAGMA table_info('${table}')`).map(({ name }) => String(name));
  const quoted = columns.filter((name) => /^\w{1,64}$/.test(name)).map((name) => `"${name}"`);
  const cut = quoted.map(
    (name) =>
      `CASE typeof(${name}) WHEN 'text' THEN substr(${name}, 1, ${longestText}) WHEN 'blob' THEN NULL ELSE ${name} END AS ${name}`
  );
  if (cut.length === 0) return [];
  return database
    .all(`SELECT ${cut.join(', ')} FROM "${table}" LIMIT ${most}`)
    .map((row) => new Map<string, unknown>(Object.entries(row)));
}

/** Without a prototype: a column may have any name. */
function asObject(row: Row): object {
  const object = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of row) object[name] = value;
  return object;
}

function groupBy(rows: readonly Row[], column: string): ReadonlyMap<unknown, readonly object[]> {
  const groups = new Map<unknown, object[]>();
  for (const row of rows) {
    const group = groups.get(row.get(column));
    if (group) group.push(asObject(row));
    else groups.set(row.get(column), [asObject(row)]);
  }
  return groups;
}

function text(row: Row, column: string): string | null {
  const value = row.get(column);
  return typeof value === 'string' ? value : null;
}
