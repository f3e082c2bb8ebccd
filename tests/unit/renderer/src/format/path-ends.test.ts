import { expect, it } from 'vitest';
import { pathEnds } from '../../../../../renderer/src/format/path-ends';

it.each([
  ['value', '', 'value'],
  ['all.rows[0].v[12]', 'all', '.rows[0].v[12]'],
  ['metrics.alias 10.value', 'metrics', '.alias 10.value'],
  ['metrics["one.and.another"].value', 'metrics["one.and.another"]', '.value'],
  ['list.a["b.c"]', 'list', '.a["b.c"]'],
  ['["a\\"]b"]', '', '["a\\"]b"]'],
  ['window[0]', '', 'window[0]'],
  ['', '', '']
])('%s keeps %s | %s', (path, head, tail) => expect(pathEnds(path)).toEqual({ head, tail }));
