import { describe, expect, it } from 'vitest';
import { ProblemList } from '../../../../electron/exchange/problem-list';
import { readAddress, type ForeignAddress } from '../../../../electron/exchange/read-address';

function read(changes: Partial<ForeignAddress>) {
  const problems = new ProblemList();
  const address = readAddress({ protocol: 'ws', host: 'h', port: 9001, path: null, ...changes }, problems);
  return { address, reasons: problems.all.map(({ facts }) => facts.reason) };
}

describe('readAddress', () => {
  it.each([
    ['broker.local', 'broker.local'],
    [' 10.0.0.1 ', '10.0.0.1'],
    ['[fe80::1%eth0]', 'fe80::1%eth0'],
    ['::1', '::1'],
    ['mqtt://broker', 'broker'],
    ['brücke.example', 'brücke.example'],
    ['under_score', 'under_score']
  ])('takes the host %j', (host, wanted) => expect(read({ host }).address?.host).toBe(wanted));

  it.each([
    ...['', '   ', 'javascript:alert(1)', 'file:///etc/passwd', 'a b', 'a/b', 'user@host', 'h?x', 'h#x', '-flag'],
    ...['data:text/html,x', 'http://broker', '\\\\server\\share', 'a\u0000b', 'a\nb', '<b>', 'x'.repeat(256), '[::1']
  ])('refuses the host %j', (host) => expect(read({ host }).address).toBeNull());

  it('takes a path as URLs have it, the usual one else', () => {
    expect(read({ path: 'a/b?c=d' }).address?.path).toBe('/a/b?c=d');
    expect(read({ path: null }).address?.path).toBe('/mqtt');
    expect(read({ path: '/a b' })).toMatchObject({ address: { path: '/mqtt' }, reasons: ['path'] });
    expect(read({ path: '/a\r\nX: y' })).toMatchObject({ address: { path: '/mqtt' }, reasons: ['path'] });
    expect(read({ protocol: 'mqtt', path: '/a' }).address?.path).toBe('/');
  });

  it.each([null, 0, 65_536, 1.5, -1])('takes the usual port for %j', (port) =>
    expect(read({ port, protocol: 'mqtts' })).toMatchObject({ address: { port: 8883 }, reasons: ['port'] })
  );
});
