import type { AppEvent, AppStart, MenuCommand, TreelineApi } from '#contract/app';
import { assertNever } from '#contract/assert-never';
import type { ConnectionReport } from '#contract/connection';
import type { Failure, Result } from '#contract/failure';
import { parsePastedAddress } from '#contract/pasted-address';
import type { Profile } from '#contract/profile';
import { railWords } from '#contract/words/rail';
import { stateLine } from '../format/state-words';
import { ConnectionForm } from './connection-form.svelte';
import { Connections } from './connections.svelte';
import type { FormSection } from './draft-fields';
import { LayoutState } from './layout.svelte';
import { isTakenWhole } from './pasted-fields';
import { folderNames } from './rail-order';
import { SettingsState } from './settings.svelte';

interface Notice {
  readonly id: number;
  readonly failure: Failure;
}

/** Notices stay until dismissed; a flood of them must not fill the window. */
const maxNotices = 3;

/** How a form opens that is not only about a saved connection. */
interface FormStart {
  /** What was typed as an address elsewhere: the form starts with it taken apart. */
  readonly address?: string;
  /** The profile is a copy that was just made. */
  readonly copied?: boolean;
}

/** The window's own state: what main said at start, the page shown, notices. */
export class AppState {
  readonly start: AppStart;
  readonly settings: SettingsState;
  readonly layout: LayoutState;
  readonly connections: Connections;
  maximised = $state(false);
  focused = $state(true);
  fullScreen = $state(false);
  /** Null: the work area (or first run). */
  form: ConnectionForm | null = $state.raw(null);
  /** What is typed on first run: there again when the form that took it is cancelled, gone with the first connection. */
  firstAddress = $state('');
  /** What waits for the answer to "discard the changes?"; null: no question. */
  leaving: (() => void) | null = $state.raw(null);
  notices: readonly Notice[] = $state.raw([]);
  /** For the polite live region (DESIGN.md section 12). */
  announcement = $state('');
  readonly #client: TreelineApi;
  #lastNoticeId = 0;

  constructor(client: TreelineApi, start: AppStart) {
    this.#client = client;
    this.start = start;
    const report = (failure: Failure) => this.notify(failure);
    this.settings = new SettingsState(client, start.settings, report);
    this.layout = new LayoutState(this.settings);
    this.connections = new Connections(client, report);
    this.connections.start(start.profiles, start.connections, start.shownProfileId);
    for (const failure of start.notices) this.notify(failure);
  }

  /** Main → page. `command` is for the registry. */
  accept(event: AppEvent, command: (name: MenuCommand) => void): void {
    switch (event.kind) {
      case 'profiles':
        return this.#acceptProfiles(event.profiles);
      case 'connection':
        return this.#acceptReport(event.report);
      case 'connectionGone':
        return this.connections.acceptGone(event.profileId);
      case 'test':
        return this.form?.test.accept(event);
      case 'settings':
        return this.settings.accept(event.settings);
      case 'window':
        this.maximised = event.maximised;
        this.focused = event.focused;
        this.fullScreen = event.fullScreen;
        return;
      case 'command':
        return command(event.command);
      case 'show':
        return this.leaveForm(() => this.connections.show(event.profileId));
      case 'notice':
        return this.notify(event.failure);
      default:
        assertNever(event);
    }
  }

  #acceptProfiles(profiles: readonly Profile[]): void {
    this.connections.acceptProfiles(profiles);
    if (profiles.length > 0) this.firstAddress = '';
    const edited = profiles.find(({ id }) => id === this.form?.profile?.id);
    if (edited) this.form?.movedTo(edited.folder);
  }

  #acceptReport(report: ConnectionReport): void {
    const { profileId } = report;
    const before = this.connections.state(profileId).kind;
    this.connections.acceptReport(report);
    if (report.state.kind === 'online' && this.form?.profile?.id === profileId) this.form.test.forgetLeftBehind();
    const profile = this.connections.find(profileId);
    if (profile && report.state.kind !== before) {
      this.announcement = railWords.stateChanged(profile.name, stateLine(report.state).word);
    }
  }

  notify(failure: Failure): void {
    this.#lastNoticeId += 1;
    this.notices = [...this.notices, { id: this.#lastNoticeId, failure }].slice(-maxNotices);
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((notice) => notice.id !== id);
  }

  openForm(
    profile: Profile | null,
    section: FormSection = 'general',
    firstField: string | null = null,
    start: FormStart = {}
  ): void {
    if (this.form !== null && profile !== null && this.form.profile?.id === profile.id) {
      this.form.goTo(section, firstField);
      return;
    }
    this.leaveForm(() => {
      if (profile) this.connections.show(profile.id);
      this.form = this.#formOf(profile, section, firstField, start);
    });
  }

  /**
   * What was typed on first run. An address connects, and so does a command line that can be taken over whole; of any other
   * line the form opens, filled: null. Failures: those of addAddress and saveProfile.
   */
  async addAddress(text: string): Promise<Result<Profile> | null> {
    const pasted = parsePastedAddress(text);
    if (!pasted.ok) return pasted;
    if (pasted.value.program === null) return this.connections.addAddress(text);
    const form = this.#formOf(null, 'general', 'form-host', { address: text });
    const draft = form.pasted && isTakenWhole(form.pasted) ? form.draft() : null;
    if (!draft) {
      this.leaveForm(() => (this.form = form));
      return null;
    }
    const saved = await this.connections.save(draft);
    if (saved.ok) void this.connections.connect(saved.value.id);
    return saved;
  }

  #formOf(profile: Profile | null, section: FormSection, firstField: string | null, from: FormStart): ConnectionForm {
    const { settings, start } = this;
    const all = this.connections.profiles;
    const others = all.filter(({ id }) => id !== profile?.id);
    const state = profile ? this.connections.state(profile.id) : null;
    return new ConnectionForm(this.#client, {
      profile,
      keyStore: start.keyStore,
      systemTrust: start.systemTrust,
      storeUnprotected: () => settings.current.storeSecretsUnprotected,
      setStoreUnprotected: (on) => void settings.change({ storeSecretsUnprotected: on }),
      otherNames: others.map(({ name }) => name),
      folders: folderNames(all),
      diagnosis: state?.kind === 'failed' || state?.kind === 'waiting' ? state.diagnosis : null,
      section,
      firstField,
      ...from
    });
  }

  /** A test that still runs ends with it. */
  closeForm(): void {
    this.form?.close();
    this.form = null;
  }

  /** Goes on at once, or after the person agreed to lose what the form holds. */
  leaveForm(then: () => void): void {
    const go = () => {
      this.leaving = null;
      this.closeForm();
      then();
    };
    if (this.form?.dirty) this.leaving = go;
    else go();
  }
}
