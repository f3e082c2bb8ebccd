import { telemetry, type Point } from '../point';
import { rounded } from '../rounded';
import type { Site } from '../site';

/** The reading of the grid operator's meter: XML with OBIS codes, four times a minute. */
export function meterReading(site: Site, topic: string): Point {
  const random = site.random(topic);
  let importKwh = 418_220 * random.between(0.9, 1.1);
  let exportKwh = 60_410 * random.between(0.9, 1.1);
  return telemetry(topic, random, 15_000, (nowMs) => {
    importKwh += random.between(0.6, 0.8);
    exportKwh += random.between(0, 0.1);
    const value = (code: string, unit: string, number: number): string =>
      `  <value obis="${code}" unit="${unit}">${number}</value>`;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<reading meter="1EMH0014823907" time="${new Date(nowMs).toISOString()}">`,
      value('1-0:1.8.0', 'kWh', rounded(importKwh, 3)),
      value('1-0:2.8.0', 'kWh', rounded(exportKwh, 3)),
      value('1-0:16.7.0', 'kW', rounded(random.between(160, 205), 1)),
      '  <!-- <tariff>2</tariff> -->',
      '</reading>',
      ''
    ].join('\n');
  });
}
