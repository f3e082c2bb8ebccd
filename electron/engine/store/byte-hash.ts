import { randomInt } from 'node:crypto';

/**
 * A 32-bit hash of bytes with a secret multiplier: a broker chooses the topics, and must not be able to choose them so
 * that all of them fall into one place of a table.
 */
export function hashBytes(bytes: Uint8Array, start: number, end: number, secret: number): number {
  let hash = secret ^ (end - start);
  for (let at = start; at < end; at += 1) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), secret);
    hash ^= hash >>> 15;
  }
  return mixed(hash);
}

/** The same for two numbers. */
export function hashPair(one: number, other: number, secret: number): number {
  return mixed(Math.imul(Math.imul(one, secret) ^ other, 0x9e3779b1) ^ secret);
}

/** Spreads what differs over all bits (the finalizer of MurmurHash3). */
export function mixed(hash: number): number {
  let spread = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  spread = Math.imul(spread ^ (spread >>> 13), 0xc2b2ae35);
  return spread ^ (spread >>> 16);
}

/**
 * In [0, 1), for secrets. Not Math.random: MQTT.js draws its first packet identifiers from it, which a broker sees, and
 * some of its numbers tell all the others.
 */
export function secretRandom(): number {
  return randomInt(0x1_0000_0000) / 0x1_0000_0000;
}

/** Odd, so that multiplying by it loses nothing. */
export function secretFrom(random: () => number): number {
  return Math.floor(random() * 0x1_0000_0000) | 1;
}
