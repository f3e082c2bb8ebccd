import { SvelteSet } from 'svelte/reactivity';
import { defaultPorts, formatAddress, isUnixSocket, isWebSocket, type Protocol } from '#contract/address';
import type { SystemTrust, TreelineApi } from '#contract/app';
import type { Diagnosis, DiagnosisStep } from '#contract/diagnosis';
import type { Failure } from '#contract/failure';
import { parsePastedAddress } from '#contract/pasted-address';
import type { PastedConnection } from '#contract/pasted-connection';
import type { FileKind, Profile } from '#contract/profile';
import type { ProfileDraft } from '#contract/profile-change';
import type { ProxyKind } from '#contract/proxy-options';
import type { SecretKind } from '#contract/secret-kind';
import { usualSubscription } from '#contract/usual-fields';
import { usualName } from '#contract/usual-name';
import { failureWords } from '#contract/words/failures';
import { draftProblems, draftValues, profileDraft } from './connection-draft';
import { ConnectionTest } from './connection-test.svelte';
import { draftAddress } from './draft-address';
import { sectionOf, type FieldName, type FormSection } from './draft-fields';
import { headerSecret, type DraftHeader } from './draft-headers';
import type { DraftProperty } from './draft-properties';
import { usualProxyPorts } from './draft-proxy';
import { untouchedSecret, type DraftSecret } from './draft-secrets';
import { filterLine } from './draft-subscriptions';
import { isFileShown } from './draft-tls';
import { FormFiles } from './form-files.svelte';
import { takePasted, type PastedNote } from './pasted-fields';

type Client = Pick<TreelineApi, 'pickFile' | 'unlockFile' | 'testConnection' | 'cancelTest' | 'copyText'>;

interface FormOpening {
  /** Null: a new connection. */
  readonly profile: Profile | null;
  /** Whether this computer can keep secrets. */
  readonly keyStore: boolean;
  /** Where the system's authorities come from on this computer. */
  readonly systemTrust: SystemTrust;
  /** Without a key store: whether secrets are written unprotected (settings.storeSecretsUnprotected), read as it is now, and its switch. */
  readonly storeUnprotected: () => boolean;
  readonly setStoreUnprotected: (on: boolean) => void;
  /** What the other connections are called. */
  readonly otherNames: readonly string[];
  /** Folders there are, to choose from. */
  readonly folders: readonly string[];
  /** What the last try of this connection left behind. */
  readonly diagnosis?: Diagnosis | null;
  /** What was typed as an address elsewhere: the form starts with it taken apart. */
  readonly address?: string;
  /** The profile is a copy that was just made, and is saved already. */
  readonly copied?: boolean;
  readonly section?: FormSection;
  /** Id of the field that takes the focus; null: the section's first. */
  readonly firstField?: string | null;
}

/** The field with this id, else the section's first; or what is wrong. */
type WantedFocus = { readonly kind: 'field'; readonly field: string | null } | { readonly kind: 'problem' };

const stepSections: Readonly<Record<DiagnosisStep, FormSection>> = {
  name: 'general',
  tcp: 'general',
  proxy: 'proxy',
  tls: 'tls',
  websocket: 'general',
  mqtt: 'general',
  subscribe: 'subscriptions'
};
const fileKinds: readonly FileKind[] = ['ca', 'crl', 'certificate', 'key', 'pkcs12'];

/** One connection being added or changed. Nothing leaves it before Save, but for a test. */
export class ConnectionForm {
  /** Id of the field that takes the focus when the form opens. */
  readonly firstField: string;
  readonly profile: Profile | null;
  readonly copied: boolean;
  readonly keyStore: boolean;
  readonly systemTrust: SystemTrust;
  readonly folders: readonly string[];
  readonly test: ConnectionTest;
  section: FormSection = $state('general');
  values = $state(draftValues(null));
  /** What is to be said of the text that was pasted last; null: none was. */
  pasted: PastedNote | null = $state.raw(null);
  saving = $state(false);
  /** Main's answer to the last save. */
  failure: Failure | null = $state.raw(null);
  /** Where the focus goes next: a new object each time. */
  wantedFocus: WantedFocus = $state.raw({ kind: 'problem' });
  /** Four digits as `{random}` may become. */
  readonly randomSample = randomHex(2);
  readonly #left = new SvelteSet<FieldName>();
  #tried = $state(false);
  #testRefused = $state(false);
  #closed = false;
  /** What the last test, or the connect that left a diagnosis behind, went by. */
  #testedWay = $state.raw('');
  #saved = $state.raw(draftValues(null));
  readonly #opening: FormOpening;
  readonly #files: FormFiles;
  #lastLine = 0;

  readonly #pairProblem = $derived(this.files.pair && !this.files.pair.ok ? inFull(this.files.pair.failure) : null);
  readonly #problems = $derived(
    draftProblems(this.values, { stored: this.#stored, files: this.files, pairProblem: this.#pairProblem })
  );
  /** How many fields have to be mended before the test that was asked for; 0: none was refused for that. */
  readonly notTested: number = $derived(this.#testRefused ? this.#problems.size : 0);
  readonly dirty: boolean = $derived(JSON.stringify(this.values) !== this.#savedText || this.files.dirty);
  /** What the test has found is of other fields than those on show. */
  readonly changedSinceTest: boolean = $derived(this.#isTested && this.#wayToBroker !== this.#testedWay);
  readonly #brokerAddress = $derived(draftAddress(this.values));
  /** The address as it would be saved, for the header; empty while its fields make none. */
  readonly address: string = $derived(this.#brokerAddress ? formatAddress(this.#brokerAddress) : '');
  /** What the connection is called if it gets no name; empty while there is no address. */
  readonly usualName: string = $derived(this.#brokerAddress ? usualName(this.#brokerAddress, this.#names) : '');

  constructor(client: Client, opening: FormOpening) {
    const { profile, section = 'general' } = opening;
    const values = draftValues(profile);
    this.#opening = opening;
    this.profile = profile;
    this.copied = opening.copied ?? false;
    this.keyStore = opening.keyStore;
    this.systemTrust = opening.systemTrust;
    this.folders = opening.folders;
    this.#files = new FormFiles(client, profile);
    this.test = new ConnectionTest(client, opening.diagnosis ?? null);
    this.section = section;
    const [firstFilter] = values.filters;
    this.firstField = opening.firstField ?? firstFieldOf(section, firstFilter?.line);
    this.wantedFocus = { kind: 'field', field: this.firstField };
    this.values = values;
    this.#saved = draftValues(profile);
    this.#testedWay = this.#wayToBroker;
    this.#lastLine = Math.max(
      values.filters.length,
      values.mqtt5.userProperties.length,
      values.will.userProperties.length
    );
    if (opening.address !== undefined && opening.address !== '') this.#takeTyped(opening.address);
  }

  get files(): FormFiles {
    return this.#files;
  }

  get #names(): readonly string[] {
    return this.#opening.otherNames;
  }

  get #stored(): readonly SecretKind[] {
    return this.profile?.secrets ?? [];
  }

  get #savedText(): string {
    return JSON.stringify(this.#saved);
  }

  get #isTested(): boolean {
    return this.test.diagnosis !== null && !this.test.running;
  }

  /** Everything that decides how a test ends. */
  get #wayToBroker(): string {
    const { name, folder, colour, readOnly, autoConnect, reconnect, will, ...way } = this.values;
    return JSON.stringify([way, this.files.changes()]);
  }

  get storeUnprotected(): boolean {
    return this.#opening.storeUnprotected();
  }

  setStoreUnprotected(on: boolean): void {
    this.#opening.setStoreUnprotected(on);
  }

  /** Whether there is such a secret already, be it for this run only. */
  stored(kind: SecretKind): boolean {
    return this.#stored.includes(kind);
  }

  /** The words under a field: once it was left, or once saving was tried. */
  problem(field: FieldName): string | null {
    const told = this.#tried || this.#left.has(field) || (field === 'key' && this.#pairProblem !== null);
    return told ? (this.#problems.get(field) ?? null) : null;
  }

  leave(field: FieldName): void {
    // A line that was typed is complete now.
    if (field === 'host' && /\s/.test(this.values.host)) this.#takePasted(this.values.host, '');
    this.#left.add(field);
  }

  /** Problems on show in a section, for its label. */
  problemCount(section: FormSection): number {
    const told = [...this.#problems.keys()].filter((field) => this.problem(field) !== null);
    const shown = fileKinds.filter((kind) => isFileShown(kind, this.values.tls));
    const refused = shown.filter((kind) => this.files.failure(kind) !== null);
    const fields = [...new Set<FieldName>([...told, ...refused])].filter((field) => this.#sectionOf(field) === section);
    return fields.length + (this.#stoppedIn === section ? 1 : 0);
  }

  /** Where a person looks for what stopped the last test; null: nothing did. */
  get #stoppedIn(): FormSection | null {
    const { diagnosis } = this.test;
    // With TLS 1.3 a broker refuses a client's certificate only after the handshake (RFC 8446, 2): in place of a CONNACK.
    if (diagnosis?.failure?.code.startsWith('client-certificate-')) return 'tls';
    const stopped = diagnosis?.steps.find(({ outcome }) => outcome === 'failed');
    return stopped ? stepSections[stopped.step] : null;
  }

  setProtocol(protocol: Protocol): void {
    const { values } = this;
    const usual = Number(values.port) === defaultPorts[values.protocol] || isUnixSocket(values.protocol);
    if (usual && !isUnixSocket(protocol)) values.port = String(defaultPorts[protocol]);
    if (isWebSocket(protocol) && !isWebSocket(values.protocol) && values.path === '/') values.path = '/mqtt';
    values.protocol = protocol;
  }

  /** A full URL or a command line that lands in the host fills every field it names; anything else is a host. */
  setHost(text: string): void {
    if (!this.#takePasted(text, this.values.host)) this.values.host = text;
  }

  /** The same in the path of a socket. */
  setSocketPath(text: string): void {
    if (!this.#takePasted(text, this.values.socketPath)) this.values.socketPath = text;
  }

  typeSecret(secret: DraftSecret, text: string): void {
    secret.typed = text;
    if (text !== '') secret.remove = false;
  }

  newClientId(): void {
    this.values.clientId = `treeline-${randomHex(4)}`;
  }

  setProxyKind(kind: ProxyKind): void {
    const { proxy } = this.values;
    if (Number(proxy.port) === usualProxyPorts[proxy.kind]) proxy.port = String(usualProxyPorts[kind]);
    proxy.kind = kind;
  }

  /** The rail has put the connection into this folder meanwhile: saving does not take it back. */
  movedTo(folder: string): void {
    const before = this.#saved.folder;
    this.#saved = { ...this.#saved, folder };
    if (this.values.folder === before) this.values.folder = folder;
  }

  /** Returns the new line, for the focus. */
  addFilter(filter = ''): number {
    const line = this.#newLine();
    this.values.filters.push(filterLine(usualSubscription(filter), line));
    return line;
  }

  removeFilter(line: number): void {
    this.values.filters = this.values.filters.filter((filter) => filter.line !== line);
  }

  /** Returns the new line, for the focus. */
  addProperty(properties: DraftProperty[]): number {
    const line = this.#newLine();
    properties.push({ line, name: '', value: '', added: true });
    return line;
  }

  /** Returns the new header's id, for the focus. */
  addHeader(): string {
    const id = crypto.randomUUID();
    this.values.headers.push({ id, name: '', value: '', secret: false, kept: untouchedSecret() });
    return id;
  }

  removeHeader(id: string): void {
    this.values.headers = this.values.headers.filter((header) => header.id !== id);
  }

  /** What was typed goes along; what is stored cannot be shown, and goes. */
  setHeaderSecret(header: DraftHeader, secret: boolean): void {
    if (secret) this.typeSecret(header.kept, header.value);
    else header.value = header.kept.typed;
    if (!secret) header.kept = untouchedSecret();
    else header.value = '';
    header.secret = secret;
  }

  headerStored(header: DraftHeader): boolean {
    return this.stored(headerSecret(header.id));
  }

  /** What to save; null when something is wrong, which is then on show in its section. */
  draft(): ProfileDraft | null {
    this.#tried = true;
    if (this.#problems.size === 0) {
      return profileDraft(this.profile, $state.snapshot(this.values), this.#names, this.files.open());
    }
    this.goToProblem();
    return null;
  }

  /** Opens the first section where something is wrong, unless it is in this one. */
  goToProblem(): void {
    const sections = [...this.#problems.keys()].map((field) => this.#sectionOf(field));
    const [first = this.section] = sections;
    if (!sections.includes(this.section)) this.section = first;
    this.wantedFocus = { kind: 'problem' };
  }

  /** Opens a section at the field with this id; null: at its first. */
  goTo(section: FormSection, field: string | null = null): void {
    this.section = section;
    this.wantedFocus = { kind: 'field', field: field ?? firstFieldOf(section, this.values.filters[0]?.line) };
  }

  /** Tries what the form holds, or shows why it cannot be tried. */
  async runTest(): Promise<void> {
    await this.files.unlockTyped();
    if (this.#closed) return;
    const draft = this.draft();
    this.#testRefused = draft === null;
    if (!draft) return;
    this.#testedWay = this.#wayToBroker;
    await this.test.start(draft);
  }

  /** A test that still runs ends with the form. */
  close(): void {
    this.#closed = true;
    this.test.cancel();
  }

  #takePasted(text: string, before: string): boolean {
    const isUrl = /^[a-z][a-z0-9+.-]*:\/\/./i.test(text.trim());
    // A line is pasted as a whole; one that is typed would be taken apart in the middle of a word.
    const isLine = /\S\s+\S/.test(text) && text.length - before.length > 4;
    const pasted = isUrl || isLine ? parsePastedAddress(text) : null;
    if (pasted?.ok) this.#take(pasted.value);
    return pasted?.ok === true;
  }

  #takeTyped(text: string): void {
    const pasted = parsePastedAddress(text);
    if (pasted.ok) this.#take(pasted.value);
    else this.values.host = text;
  }

  #take(pasted: PastedConnection): void {
    this.pasted = takePasted(this.values, pasted);
    this.#lastLine += pasted.subscriptions.length + (pasted.mqtt5.userProperties?.length ?? 0);
    this.#lastLine += pasted.will?.userProperties?.length ?? 0;
  }

  #sectionOf(field: FieldName): FormSection {
    return sectionOf(field, this.values.mqttVersion);
  }

  #newLine(): number {
    this.#lastLine += 1;
    return this.#lastLine;
  }
}

function firstFieldOf(section: FormSection, firstFilter: number | undefined): string {
  if (section === 'general') return 'form-name';
  if (section === 'subscriptions') return firstFilter === undefined ? 'form-filter-add' : `form-filter-${firstFilter}`;
  // The editor takes the section's first control.
  return '';
}

function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A failure under a field: everything that is to be said. */
function inFull(failure: Failure): string {
  const { title, meaning, action } = failureWords(failure);
  return [`${title}.`, meaning, action].filter((sentence) => sentence !== '').join(' ');
}
