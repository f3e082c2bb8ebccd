import { expect, it } from 'vitest';
import { parseSparkplugTopic } from '../../../../../electron/engine/decode/sparkplug-topic';

it('takes topics of edge nodes and devices apart', () => {
  expect(parseSparkplugTopic('spBv1.0/Plant 1/NDATA/edge')).toEqual({
    kind: 'NDATA',
    group: 'Plant 1',
    node: 'edge',
    device: null
  });
  expect(parseSparkplugTopic('spBv1.0/g/DBIRTH/edge/press')).toEqual({
    kind: 'DBIRTH',
    group: 'g',
    node: 'edge',
    device: 'press'
  });
});

it('knows the state of a host in both versions', () => {
  expect(parseSparkplugTopic('spBv1.0/STATE/scada')).toEqual({ kind: 'STATE', host: 'scada' });
  expect(parseSparkplugTopic('STATE/scada')).toEqual({ kind: 'STATE', host: 'scada' });
  // a group may be called STATE
  expect(parseSparkplugTopic('spBv1.0/STATE/NDATA/edge')).toMatchObject({ kind: 'NDATA', group: 'STATE' });
});

it.each([
  null,
  '',
  'spBv1.0',
  'spBv1.0/g',
  'spBv1.0/g/NDATA',
  'spBv1.0/g/NDATA/',
  'spBv1.0//NDATA/n',
  'spBv1.0/g/NDATA/n/device',
  'spBv1.0/g/DDATA/n',
  'spBv1.0/g/DDATA/n/',
  'spBv1.0/g/DDATA/n/d/more',
  'spBv1.0/g/constructor/n',
  'spAv1.0/g/NDATA/n',
  'STATE/',
  'STATE/a/b',
  'plant/spBv1.0/g/NDATA/n'
])('%s is none', (topic) => {
  expect(parseSparkplugTopic(topic)).toBeNull();
});
