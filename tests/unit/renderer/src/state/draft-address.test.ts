import { describe, expect, it } from 'vitest';
import { formProblemWords } from '../../../../../electron/contract/words/form-problems';
import {
  addressProblems,
  addressValues,
  draftAddress,
  plainHost,
  type DraftAddress
} from '../../../../../renderer/src/state/draft-address';

const saved = { protocol: 'wss', host: 'broker.example', port: 8084, path: '/mqtt' } as const;
const problem = (change: Partial<DraftAddress>) => addressProblems({ ...addressValues(saved), ...change });

describe('the address of a draft', () => {
  it('names what is wrong with the host', () => {
    expect(problem({ host: ' ' }).get('host')).toBe(formProblemWords.hostMissing);
    expect(problem({ host: 'a b' }).get('host')).toBe(formProblemWords.hostInvalid);
    expect(problem({ host: 'user@host' }).get('host')).toBe(formProblemWords.hostInvalid);
    expect(problem({ host: 'broker:1883' }).get('host')).toBe(formProblemWords.hostWithPort);
    expect(problem({ host: 'h'.repeat(256) }).get('host')).toBe(formProblemWords.hostTooLong);
    for (const host of ['fe80::1%eth0', '::ffff:127.0.0.1', '[::1]', ' broker '])
      expect(problem({ host }).size).toBe(0);
  });

  it.each(['', '0', '65536', '70000', '-1', '1.5', '1883x'])('refuses port %j', (port) => {
    expect(problem({ port }).get('port')).toBe(formProblemWords.portInvalid);
    expect(draftAddress({ ...addressValues(saved), port })).toBeNull();
  });

  it('looks at the path of a WebSocket only', () => {
    expect(problem({ path: 'mqtt' }).get('path')).toBe(formProblemWords.pathInvalid);
    expect(problem({ path: 'mqtt', protocol: 'mqtts' }).size).toBe(0);
  });

  it('takes an IPv6 address with or without brackets', () => {
    expect(plainHost(' [fe80::1] ')).toBe('fe80::1');
    expect(draftAddress({ ...addressValues(saved), host: '[::1]' })?.host).toBe('::1');
  });

  it('of a socket is its path, and what the host fields hold does not matter', () => {
    const socket = { ...addressValues(saved), protocol: 'unix', host: '', port: 'x' } as const;
    expect(addressProblems(socket).get('socket-path')).toBe(formProblemWords.socketPathInvalid);
    expect(draftAddress({ ...socket, socketPath: ' /run/m.sock ' })).toEqual({
      protocol: 'unix',
      host: '',
      port: 0,
      path: '/run/m.sock'
    });
    expect(addressProblems({ ...socket, socketPath: '/' }).size).toBe(1);
  });
});
