import { expect, it } from 'vitest';
import { DemoDay } from '../../../../../electron/demo/demo-day';
import { cover } from '../../../../../electron/demo/home/cover';
import { createSite } from '../../../../../electron/demo/site';

function blind() {
  const device = cover(createSite(1, 0, new DemoDay(0)), 'blind');
  const value = (name: string, nowMs: number): unknown =>
    device.points.find((point) => point.topic.endsWith(`/${name}`))?.sample(nowMs);
  const order = (name: string, text: string, nowMs: number): unknown =>
    device.commands.find((command) => command.topic === `homeassistant/cover/blind${name}`)?.apply(text, nowMs);
  order('/position/set', '0', 0);
  value('position', 60_000);
  return { value, order };
}

it('takes its time to open', () => {
  const { value, order } = blind();
  order('/set', 'OPEN', 60_000);
  expect(value('state', 61_000)).toBe('opening');
  expect(value('position', 62_000)).toBe('16');
  expect(value('position', 80_000)).toBe('100');
  expect(value('state', 80_000)).toBe('open');
});

it('stops where it is, and closes', () => {
  const { value, order } = blind();
  order('/set', 'open', 60_000);
  order('/set', 'STOP', 65_000);
  expect(value('position', 80_000)).toBe('40');
  expect(value('state', 80_000)).toBe('open');
  order('/set', 'CLOSE', 80_000);
  expect(value('state', 90_000)).toBe('closed');
});

it('refuses what it does not know', () => {
  const { order } = blind();
  expect(order('/set', 'FLY', 60_000)).toBeUndefined();
  expect(order('/position/set', '101', 60_000)).toBeUndefined();
});
