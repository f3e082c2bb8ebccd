import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../../../../electron/contract/file-facts';
import type { FileKind } from '../../../../../electron/contract/profile';
import { formProblemWords } from '../../../../../electron/contract/words/form-problems';
import { tlsProblems } from '../../../../../renderer/src/state/draft-tls';
import { richFields } from './profile-example';

const { tls } = richFields;

describe('the section TLS', () => {
  const facts = { fileName: 'f' } as FileFacts;
  const files = (there: readonly FileKind[], locked: readonly FileKind[] = []) => ({
    facts: (kind: FileKind) => (there.includes(kind) ? facts : null),
    locked: (kind: FileKind) => locked.includes(kind)
  });

  it('wants the files that the choices name', () => {
    const pem = { ...tls, identity: 'pem' } as const;
    expect([...tlsProblems('wss', tls, files([]), null).keys()]).toEqual(['ca', 'pkcs12']);
    expect([...tlsProblems('wss', pem, files(['ca', 'key']), null)]).toEqual([
      ['certificate', formProblemWords.certificateMissing]
    ]);
    expect([...tlsProblems('wss', pem, files(['ca', 'certificate']), null).keys()]).toEqual(['key']);
    expect([...tlsProblems('wss', pem, files(['ca']), null)]).toEqual([['certificate', formProblemWords.pairMissing]]);
    expect(tlsProblems('wss', { ...tls, trust: 'system', identity: 'none' }, files([]), null).size).toBe(0);
  });

  it('passes on what main said of certificate and key, and holds back a file that is locked', () => {
    const pem = { ...tls, identity: 'pem' } as const;
    const all = files(['ca', 'certificate', 'key'], ['key']);
    expect(tlsProblems('wss', pem, files(['ca', 'certificate', 'key']), 'They differ.').get('key')).toBe(
      'They differ.'
    );
    expect(tlsProblems('mqtt', pem, all, null).get('key')).toBe(formProblemWords.fileLocked);
  });

  it('asks for nothing where TLS is not spoken', () => {
    expect(tlsProblems('mqtt', { ...tls, serverName: 'a b' }, files([]), null).size).toBe(0);
    expect(tlsProblems('mqtts', { ...tls, serverName: 'a b' }, files(['ca', 'pkcs12']), null).has('server-name')).toBe(
      true
    );
  });
});
