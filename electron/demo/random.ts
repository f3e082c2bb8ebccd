/** A seeded source of chance: the same seed and name give the same numbers on every machine. */
export interface Random {
  /** 0 <= n < 1. */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  /** Mean 0, standard deviation 1. */
  gauss(): number;
  chance(probability: number): boolean;
  /** A source of its own, so that whoever draws from it does not disturb this one. */
  branch(): Random;
  pick<T>(choices: readonly [T, ...T[]]): T;
}

/** Every topic draws from its own source, so that one more topic does not change the values of all others. */
export function createRandom(seed: number, name: string): Random {
  return randomFrom(fnv1a(name, seed));
}

function randomFrom(start: number): Random {
  let state = start;

  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };

  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    // Box-Muller; 1 - next() keeps the logarithm's argument above 0
    gauss: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    chance: (probability) => next() < probability,
    branch: () => randomFrom(Math.floor(next() * 4_294_967_296) | 0),
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0]
  };
}

function fnv1a(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
