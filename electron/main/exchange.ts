import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { ImportOutcome, ImportPreview, ImportSource } from '#contract/exchange';
import { fail, succeed, type Failure, type Result } from '#contract/failure';
import type { SchemaFacts } from '#contract/schema-facts';
import { importProblem } from '../exchange/problem-list';
import type { ReadImport, ReadProfile } from '../exchange/read-profile';
import { writeTreelineExport, type OutgoingProfile } from '../exchange/treeline-export';
import { unlockTreelineExport } from '../exchange/treeline-import';
import type { CertificateFiles } from './certificate-files';
import type { ExchangeDesk } from './exchange-desk';
import { ExchangeFiles } from './exchange-files';
import { openExchangeFile, type DatabaseWorld } from './exchange-opening';
import { outgoingProfile } from './exchange-outgoing';
import { previewItems } from './exchange-preview';
import { ExchangeSources, type SourcesWorld } from './exchange-sources';
import { writeFileWhole } from './written-file';
import { schemaContents } from './exchange-schemas';
import type { ProfileExchange, SchemaExchange } from './profile-transfer';

export interface ExchangeWorld extends SourcesWorld, DatabaseWorld {
  readonly profiles: ProfileExchange;
  readonly files: CertificateFiles;
  readonly schemas: SchemaExchange;
  readonly nowMs: () => number;
}

interface OpenedImport {
  readonly read: ReadImport;
  readonly where: string;
}

/** Imports that were looked at and neither run nor left: they hold secrets in clear, so there are few. */
const mostOpened = 4;

/** Imports from other tools, exports and imports of our own. */
export class Exchange implements ExchangeDesk {
  readonly #world: ExchangeWorld;
  readonly #sources: ExchangeSources;
  readonly #files: ExchangeFiles;
  readonly #opened = new Map<string, OpenedImport>();
  /** One file and one passphrase at a time: each may cost 512 MB of disk or 128 MB of memory for a moment. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(world: ExchangeWorld) {
    this.#world = world;
    this.#sources = new ExchangeSources(world);
    this.#files = new ExchangeFiles(world.files, world.platform);
  }

  async find(): Promise<Result<readonly ImportSource[]>> {
    return succeed(await this.#sources.find());
  }

  async open(from: { readonly sourceId: string } | { readonly file: string }): Promise<Result<ImportPreview>> {
    const file = 'file' in from ? from.file : this.#sources.fileOf(from.sourceId);
    return file === null
      ? fail('import-unreadable', '', { reason: 'forgotten' })
      : this.#inTurn(() => this.#openNow(file));
  }

  async unlock(ticket: string, passphrase: string): Promise<Result<ImportPreview>> {
    return this.#inTurn(() => this.#unlockNow(ticket, passphrase));
  }

  /** The ticket is used up. Failure: import-unreadable (it is gone). */
  async run(ticket: string, items: readonly string[], readFiles: boolean): Promise<Result<ImportOutcome>> {
    const opened = this.#opened.get(ticket);
    if (!opened) return fail('import-unreadable', '', { reason: 'forgotten' });
    this.#opened.delete(ticket);
    const wanted = new Set(items);
    const chosen = opened.read.profiles.filter((_profile, index) => wanted.has(String(index)));
    const problems: { readonly name: string; readonly failure: Failure }[] = [];
    let added = 0;
    let updated = 0;
    await this.#world.profiles.together(async () => {
      for (const profile of chosen) {
        const outcome = await this.#bringIn(profile, readFiles);
        if (outcome.saved?.updated === true) updated += 1;
        else if (outcome.saved) added += 1;
        problems.push(...outcome.problems.map((failure) => ({ name: profile.fields.name, failure })));
      }
    });
    return succeed({ added, updated, problems });
  }

  async export(
    profileIds: readonly string[],
    passphrase: string | null,
    file: string
  ): ReturnType<ExchangeDesk['export']> {
    const outgoing: OutgoingProfile[] = [];
    const named = new Map<string, SchemaFacts>();
    for (const id of new Set(profileIds)) {
      const transfer = this.#world.profiles.takeOut(id, passphrase !== null);
      if (!transfer.ok) return transfer;
      outgoing.push(outgoingProfile(id, transfer.value));
      for (const schema of transfer.value.schemas) named.set(schema.id, schema);
    }
    const contents = await schemaContents([...named.values()], this.#world.schemas);
    const text = await writeTreelineExport(outgoing, contents, passphrase, this.#world.nowMs());
    const written = await writeFileWhole(file, text, 'private');
    if (!written.ok) return written;
    return succeed({ path: file, profiles: outgoing.length, schemasLeftOut: named.size - contents.size });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #openNow(file: string): Promise<Result<ImportPreview>> {
    const read = await openExchangeFile(file, this.#world);
    if (!read.ok) return read;
    const ticket = randomUUID();
    this.#opened.set(ticket, { read: read.value, where: this.#sources.shown(file) });
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > mostOpened && oldest !== undefined) this.#opened.delete(oldest);
    return this.#preview(ticket);
  }

  async #unlockNow(ticket: string, passphrase: string): Promise<Result<ImportPreview>> {
    const opened = this.#opened.get(ticket);
    if (!opened) return fail('import-unreadable', '', { reason: 'forgotten' });
    const unlocked = await unlockTreelineExport(opened.read, passphrase);
    if (!unlocked.ok) {
      const { code, raw, facts } = unlocked.failure;
      return fail(code, raw, { ...facts, fileName: path.basename(opened.where) });
    }
    // It may have been run or pushed out meanwhile: then it stays so.
    if (this.#opened.has(ticket)) this.#opened.set(ticket, { ...opened, read: unlocked.value });
    return this.#preview(ticket);
  }

  #preview(ticket: string): Result<ImportPreview> {
    const opened = this.#opened.get(ticket);
    if (!opened) return fail('import-unreadable', '', { reason: 'forgotten' });
    const { read, where } = opened;
    return succeed({
      ticket,
      tool: read.tool,
      where,
      items: previewItems(read, this.#world.profiles),
      skipped: read.skipped,
      skippedFor: read.skippedFor,
      locked: read.sealed !== null
    });
  }

  async #bringIn(
    { origin, fields, secrets, files, schemas }: ReadProfile,
    readFiles: boolean
  ): Promise<{ readonly saved: { readonly updated: boolean } | null; readonly problems: readonly Failure[] }> {
    const taken = await this.#files.take(files, readFiles);
    const saved = await this.#world.profiles.bringIn({ origin, fields, secrets, files: taken.files });
    if (!saved.ok) return { saved: null, problems: [saved.failure] };
    const removed = saved.value.secretsRemoved ? [importProblem('secrets-removed', '')] : [];
    const left = await this.#bringSchemas(saved.value.profile.id, schemas);
    return { saved: saved.value, problems: [...taken.problems, ...removed, ...left] };
  }

  async #bringSchemas(profileId: string, schemas: ReadProfile['schemas']): Promise<readonly Failure[]> {
    if (schemas.length === 0) return [];
    const kept = await this.#world.schemas.bringIn(profileId, schemas);
    if (kept.ok) return [];
    return [kept.failure.code === 'file-unreadable' ? importProblem('schemas-many', '') : kept.failure];
  }
}
