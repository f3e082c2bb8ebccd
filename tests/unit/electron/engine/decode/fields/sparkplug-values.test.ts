import { expect, it } from 'vitest';
import { parseFieldPath } from '../../../../../../electron/contract/field-path';
import { isSparkplugValue } from '../../../../../../electron/engine/decode/fields/sparkplug-values';

it.each([
  ['metrics.Temperature.value', true],
  ['metrics.value.value', true],
  ['metrics["Inputs/A.1"].value', true],
  ['metrics.list.value[3]', true],
  ['metrics.set.value.rows[0][1]', true],
  ['metrics.Motor.value.metrics.rpm.value', true],
  ['metrics.Motor.value.parameters.poles.value', true],
  ['timestamp', false],
  ['seq', false],
  ['metrics.Temperature.timestamp', false],
  ['metrics.Temperature.alias', false],
  ['metrics.Temperature.is_historical', false],
  ['metrics.Temperature.properties.Quality.value', false],
  ['metrics.set.value.types[0]', false],
  ['metrics.Motor.value.is_definition', false],
  ['metrics.Motor.value.metrics.rpm.alias', false],
  ['', false]
])('%s: %s', (path, wanted) => {
  expect(isSparkplugValue(parseFieldPath(path) ?? [])).toBe(wanted);
});
