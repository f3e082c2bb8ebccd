import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { defaultPorts, formatAddress, isWebSocket, parseAddress, type Protocol } from '#contract/address';
import type { PickedFile, TreelineApi } from '#contract/app';
import type { Failure } from '#contract/failure';
import type { Profile } from '#contract/profile';
import type { ProfileDraft } from '#contract/profile-change';
import { usualName } from '#contract/usual-name';
import { formWords } from '#contract/words/connections';
import { failureWords } from '#contract/words/failures';
import {
  draftAddress,
  draftProblems,
  draftValues,
  profileDraft,
  type DraftValues,
  type FieldName,
  type FileKind
} from './connection-draft';

export type FormSection = 'general' | 'tls' | 'subscriptions';

interface FormOpening {
  /** Null: a new connection. */
  readonly profile: Profile | null;
  /** Whether this computer can keep secrets. */
  readonly keyStore: boolean;
  /** What the other connections are called. */
  readonly otherNames: readonly string[];
  readonly section?: FormSection;
  /** Id of the field that takes the focus; null: the section's first. */
  readonly firstField?: string | null;
}

/** One connection being added or changed. Nothing leaves it before Save. */
export class ConnectionForm {
  /** Id of the field that takes the focus when the form opens. */
  readonly firstField: string;
  readonly profile: Profile | null;
  /** Whether this computer can keep secrets. */
  readonly keyStore: boolean;
  section: FormSection = $state('general');
  values = $state(draftValues(null));
  saving = $state(false);
  /** Main's answer to the last save or file, next to where it belongs. */
  failure: Failure | null = $state.raw(null);
  /** What main said of certificate and key when one of them was picked. */
  #pair: PickedFile['pair'] = $state.raw(null);
  readonly #fileFailures = new SvelteMap<FileKind, Failure>();
  readonly #left = new SvelteSet<FieldName>();
  #tried = $state(false);
  readonly #saved: string;
  readonly #client: Pick<TreelineApi, 'pickFile'>;
  readonly #otherNames: readonly string[];
  #lastLine: number;

  readonly #pairProblem = $derived(this.#pair && !this.#pair.ok ? inFull(this.#pair.failure) : null);
  readonly #problems = $derived(draftProblems(this.values, this.hasPassword, this.#pairProblem));
  readonly dirty: boolean = $derived(JSON.stringify(this.values) !== this.#savedText);
  readonly #brokerAddress = $derived(draftAddress(this.values));
  /** The address as it would be saved, for the header; empty while its fields make none. */
  readonly address: string = $derived(this.#brokerAddress ? formatAddress(this.#brokerAddress) : '');
  /** What the connection is called if it gets no name; empty while there is no address. */
  readonly usualName: string = $derived(this.#brokerAddress ? usualName(this.#brokerAddress, this.#names) : '');

  constructor(client: Pick<TreelineApi, 'pickFile'>, opening: FormOpening) {
    const { profile, section = 'general' } = opening;
    const values = draftValues(profile);
    this.#client = client;
    this.profile = profile;
    this.keyStore = opening.keyStore;
    this.#otherNames = opening.otherNames;
    this.section = section;
    this.firstField = opening.firstField ?? firstFieldOf(section, values);
    this.values = values;
    this.#saved = JSON.stringify(values);
    this.#lastLine = values.filters.length;
  }

  get #names(): readonly string[] {
    return this.#otherNames;
  }

  get hasPassword(): boolean {
    return this.profile?.hasPassword ?? false;
  }

  get #savedText(): string {
    return this.#saved;
  }

  /** The words under a field: once it was left, or once saving was tried. */
  problem(field: FieldName): string | null {
    const told = this.#tried || this.#left.has(field) || (field === 'key' && this.#pairProblem !== null);
    return told ? (this.#problems.get(field) ?? null) : null;
  }

  /** Why the file picked last was refused; what was there before stays. */
  fileFailure(kind: FileKind): string | null {
    const refused = this.#fileFailures.get(kind);
    if (!refused) return null;
    const before = this.values.files[kind].facts;
    return before ? `${inFull(refused)} ${formWords.fileStays(before.fileName)}` : inFull(refused);
  }

  /** The private key was found to belong to the certificate. */
  get keyMatches(): boolean {
    return this.#pair?.ok === true;
  }

  leave(field: FieldName): void {
    this.#left.add(field);
  }

  /** Problems on show in a section, for its label. */
  problemCount(section: FormSection): number {
    const told = [...this.#problems.keys()].filter((field) => this.problem(field) !== null);
    const fields = new Set<FieldName>([...told, ...this.#fileFailures.keys()]);
    return [...fields].filter((field) => sectionOf(field) === section).length;
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
    const { certificate, key } = this.values.files;
    const beside = kind === 'ca' ? { kind: 'keep' as const } : { ...(kind === 'key' ? certificate : key).change };
    const answer = await this.#client.pickFile({ kind, profileId: this.profile?.id ?? null, beside });
    this.#fileFailures.delete(kind);
    if (!answer.ok) this.#fileFailures.set(kind, answer.failure);
    else if (answer.value) {
      this.values.files[kind] = {
        change: { kind: 'set', ticket: answer.value.ticket },
        facts: answer.value.facts
      };
      if (kind !== 'ca') this.#pair = answer.value.pair;
    }
  }

  removeFile(kind: FileKind): void {
    this.#fileFailures.delete(kind);
    this.values.files[kind] = { change: { kind: 'remove' }, facts: null };
    if (kind !== 'ca') this.#pair = null;
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
    const sections = [...this.#problems.keys()].map(sectionOf);
    const [first] = sections;
    if (first === undefined) {
      return profileDraft(this.profile?.id ?? null, $state.snapshot(this.values), this.#otherNames);
    }
    if (!sections.includes(this.section)) this.section = first;
    return null;
  }
}

function firstFieldOf(section: FormSection, values: DraftValues): string {
  if (section === 'general') return 'form-name';
  if (section === 'tls') return 'form-ca';
  const [first] = values.filters;
  return first ? `form-filter-${first.line}` : 'form-filter-add';
}

/** A failure under a field: everything that is to be said. */
function inFull(failure: Failure): string {
  const { title, meaning, action } = failureWords(failure);
  return [`${title}.`, meaning, action].filter((sentence) => sentence !== '').join(' ');
}

function sectionOf(field: FieldName): FormSection {
  if (field === 'ca' || field === 'certificate' || field === 'key') return 'tls';
  return field.startsWith('filter-') ? 'subscriptions' : 'general';
}
