import { expect, it } from 'vitest';
import { hostName } from '../../../../../../electron/engine/link/streams/host-name';

it.each([
  ['broker.example', 'broker.example'],
  ['BROKER_7.example', 'BROKER_7.example'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['10.0.0.7', '10.0.0.7'],
  ['fe80::1%eth0', 'fe80::1%eth0'],
  ['a\r\nX-Smuggled: 1', null],
  ['a b', null],
  ['a/b', null],
  ['bücher/b', null],
  ['bücher:80', null],
  ['a@b', null],
  ['', null]
])('the host %j is %j on the network', (host, expected) => {
  expect(hostName(host)).toBe(expected);
});
