import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { defaultPorts, formatAddress, isWebSocket, parseAddress, type Protocol } from '#contract/address';
import type { TreelineApi } from '#contract/app';
import type { Failure } from '#contract/failure';
import type { Profile, ProfileDraft } from '#contract/profile';
import { draftProblems, draftValues, plainHost, profileDraft, type FieldName, type FileKind } from './connection-draft';

export type FormSection = 'general' | 'tls' | 'subscriptions';

/** One connection being added or changed. Nothing leaves it before Save. */
export class ConnectionForm {
  /** Id of the field that takes the focus when the form opens; null: none. */
  readonly firstField: string | null;
  readonly profile: Profile | null;
  /** Whether this computer can keep secrets. */
  readonly keyStore: boolean;
  section: FormSection = $state('general');
  values = $state(draftValues(null));
  saving = $state(false);
  /** Main's answer to the last save or file, next to where it belongs. */
  failure: Failure | null = $state.raw(null);
  readonly #fileFailures = new SvelteMap<FileKind, Failure>();
  readonly #left = new SvelteSet<FieldName>();
  #tried = $state(false);
  readonly #saved: string;
  readonly #client: Pick<TreelineApi, 'pickFile'>;
  #lastLine: number;

  readonly #problems = $derived(draftProblems(this.values, this.hasPassword));
  readonly dirty: boolean = $derived(JSON.stringify(this.values) !== this.#savedText);
  /** The address as it would be saved, for the header. */
  readonly address: string = $derived(
    plainHost(this.values.host) === ''
      ? ''
      : formatAddress({
          protocol: this.values.protocol,
          host: plainHost(this.values.host),
          port: Number(this.values.port) || defaultPorts[this.values.protocol],
          path: this.values.path
        })
  );

  constructor(
    client: Pick<TreelineApi, 'pickFile'>,
    profile: Profile | null,
    keyStore: boolean,
    section: FormSection = 'general',
    firstField: string | null = null
  ) {
    this.#client = client;
    this.profile = profile;
    this.keyStore = keyStore;
    this.section = section;
    this.firstField = firstField;
    const values = draftValues(profile);
    this.values = values;
    this.#saved = JSON.stringify(values);
    this.#lastLine = values.filters.length;
  }

  get hasPassword(): boolean {
    return this.profile?.hasPassword ?? false;
  }

  get #savedText(): string {
    return this.#saved;
  }

  /** The words under a field: once it was left, or once saving was tried. */
  problem(field: FieldName): string | null {
    return this.#tried || this.#left.has(field) ? (this.#problems.get(field) ?? null) : null;
  }

  fileFailure(kind: FileKind): Failure | null {
    return this.#fileFailures.get(kind) ?? null;
  }

  leave(field: FieldName): void {
    this.#left.add(field);
  }

  /** Problems on show in a section, for its label. */
  problemCount(section: FormSection): number {
    return [...this.#problems.keys()].filter((field) => sectionOf(field) === section && this.problem(field) !== null)
      .length;
  }

  setProtocol(protocol: Protocol): void {
    const usual = Number(this.values.port) === defaultPorts[this.values.protocol];
    if (usual) this.values.port = String(defaultPorts[protocol]);
    if (isWebSocket(protocol) && !isWebSocket(this.values.protocol) && this.values.path === '/') {
      this.values.path = '/mqtt';
    }
    this.values.protocol = protocol;
  }

  /** A full URL typed or pasted into the host fills every field it names; anything else is a host. */
  setHost(text: string): void {
    const parsed = /^[a-z][a-z0-9+.-]*:\/\/./i.test(text.trim()) ? parseAddress(text) : null;
    if (!parsed?.ok) {
      this.values.host = text;
      return;
    }
    const { address, username, password } = parsed.value;
    this.values.protocol = address.protocol;
    this.values.host = address.host;
    this.values.port = String(address.port);
    this.values.path = address.path;
    if (username !== null) this.values.username = username;
    if (password !== null) this.setPassword(password);
  }

  setPassword(text: string): void {
    this.values.password = text;
    if (text !== '') this.values.removePassword = false;
  }

  newClientId(): void {
    const bytes = crypto.getRandomValues(new Uint8Array(4));
    this.values.clientId = `treeline-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  }

  async pickFile(kind: FileKind): Promise<void> {
    const answer = await this.#client.pickFile({ kind });
    this.#fileFailures.delete(kind);
    if (!answer.ok) this.#fileFailures.set(kind, answer.failure);
    else if (answer.value) {
      this.values.files[kind] = {
        change: { kind: 'set', ticket: answer.value.ticket },
        facts: answer.value.facts
      };
    }
  }

  removeFile(kind: FileKind): void {
    this.#fileFailures.delete(kind);
    this.values.files[kind] = { change: { kind: 'remove' }, facts: null };
  }

  /** Returns the new line, for the focus. */
  addFilter(): number {
    this.#lastLine += 1;
    this.values.filters.push({ line: this.#lastLine, filter: '', qos: 0 });
    return this.#lastLine;
  }

  removeFilter(line: number): void {
    this.values.filters = this.values.filters.filter((filter) => filter.line !== line);
  }

  /** What to save; null when something is wrong, which is then on show in its section. */
  draft(): ProfileDraft | null {
    this.#tried = true;
    const first = [...this.#problems.keys()][0];
    if (first === undefined) return profileDraft(this.profile?.id ?? null, $state.snapshot(this.values));
    if (this.problemCount(this.section) === 0) this.section = sectionOf(first);
    return null;
  }
}

function sectionOf(field: FieldName): FormSection {
  if (field === 'ca' || field === 'certificate' || field === 'key') return 'tls';
  return field.startsWith('filter-') ? 'subscriptions' : 'general';
}
