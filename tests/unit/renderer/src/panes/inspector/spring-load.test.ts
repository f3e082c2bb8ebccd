import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SpringLoad } from '../../../../../../renderer/src/panes/inspector/spring-load';

const opened = vi.fn<(place: string) => void>();

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  opened.mockReset();
  vi.useRealTimers();
});

it('opens what the pointer rests on, once', () => {
  const spring = new SpringLoad(opened);
  for (let told = 0; told < 9; told += 1) {
    spring.over('chart');
    vi.advanceTimersByTime(100);
  }
  expect(opened.mock.calls).toEqual([['chart']]);
});

it('opens nothing that the pointer only passes', () => {
  const spring = new SpringLoad(opened);
  spring.over('chart');
  vi.advanceTimersByTime(400);
  spring.over('history');
  vi.advanceTimersByTime(400);
  spring.over(null);
  vi.advanceTimersByTime(1_000);
  expect(opened).not.toHaveBeenCalled();
});
