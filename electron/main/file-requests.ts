import type { PickedFile } from '#contract/app';
import { succeed, type Result } from '#contract/failure';
import type { FileKind } from '#contract/profile';
import type { FileChange } from '#contract/profile-change';
import type { HandlersWorld, RequestHandlers } from './handlers-world';

/** Certificates and keys a person picks in the form. */
export function fileRequests({
  profiles,
  files
}: Pick<HandlersWorld, 'profiles' | 'files'>): Pick<RequestHandlers, 'pickFile' | 'unlockFile'> {
  /** The kinds a ticket may be of where the page does not say. */
  const lockable = ['key', 'pkcs12'] as const;

  const paired = (
    read: Result<Omit<PickedFile, 'pair'>>,
    kind: FileKind | undefined,
    profileId: string | null,
    beside: readonly FileChange[]
  ): Result<PickedFile> => {
    if (!read.ok) return read;
    const { ticket, locked } = read.value;
    const matters = !locked && (kind === 'certificate' || kind === 'key');
    const others = beside.filter((change) => change.kind !== kind);
    const pair = matters ? profiles.pairAfter(profileId, [...others, { kind, ticket }]) : null;
    return succeed({ ...read.value, pair });
  };

  return {
    pickFile: async ({ kind, profileId, beside }, window) => {
      const file = await window.chooseFile(kind);
      if (file === null) return succeed(null);
      return paired(await files.read(kind, file), kind, profileId, beside);
    },
    unlockFile: async ({ ticket, passphrase, profileId, beside }) => {
      const unlocked = await files.unlock(ticket, passphrase);
      const kind = lockable.find((each) => files.get(ticket, each) !== null);
      return paired(unlocked, kind, profileId, beside);
    }
  };
}
