// Sends packets that were encoded before over one socket: at a rate, or as fast as the socket takes them. What is sent is whole
// packets only, counted when the socket has taken them over.
import { encodePublish } from './encoded-publishes.mjs';

const sliceMs = 10;
/** As much may wait for a receiver that is slower for a while; then the generator holds back, and says so. */
const mostWaitingBytes = 64_000_000;
/** Of a send as fast as possible. */
const chunkPackets = 2_000;
/** A little off the second, so that markers do not keep step with the receiver's own ticks. */
const markerEveryMs = 1_049;

/** @typedef {ReturnType<typeof import('./encoded-publishes.mjs').encodePublishes>} Encoded */

/** Cuts `count` packets out of the endless repetition of `encoded`, from `state.next` on. */
function* slices(encoded, state, count) {
  for (let left = count; left > 0;) {
    const take = Math.min(left, encoded.packets - state.next);
    yield encoded.bytes.subarray(encoded.ends[state.next], encoded.ends[state.next + take]);
    state.next = (state.next + take) % encoded.packets;
    left -= take;
  }
}

/** Or closed. */
const drained = (socket) =>
  new Promise((resolve) => {
    const go = () => {
      socket.off('drain', go);
      socket.off('close', go);
      resolve(undefined);
    };
    socket.on('drain', go).on('close', go);
  });

/**
 * @param {import('node:net').Socket} socket
 * @param {Encoded} encoded
 * @param {{ perSecond: number, seconds: number, markers?: number }} order `markers`: topics `0-marker/00` and so on, each sent once
 *   a second with the send time (epoch ms) as its payload, whatever the rate
 */
export async function sendAtRate(socket, encoded, { perSecond, seconds, markers = 0 }) {
  const state = { next: 0 };
  const total = Math.round(perSecond * seconds);
  const startedAtMs = Date.now();
  const startedMs = performance.now();
  let [sent, sentMarkers, heldBack, longestSliceMs, lastMs, tookMs] = [0, 0, 0, 0, startedMs, 0];
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const nowMs = performance.now();
      longestSliceMs = Math.max(longestSliceMs, nowMs - lastMs);
      lastMs = nowMs;
      const elapsedMs = nowMs - startedMs;
      if (
        socket.destroyed ||
        elapsedMs >= seconds * 1_000 + 30_000 ||
        (sent >= total && elapsedMs >= seconds * 1_000)
      ) {
        clearInterval(timer);
        return resolve(undefined);
      }
      if (socket.writableLength > mostWaitingBytes) {
        heldBack += 1;
        return;
      }
      const dueMarkers = Math.floor((Math.min(elapsedMs, seconds * 1_000) / markerEveryMs) * markers);
      for (; sentMarkers < dueMarkers; sentMarkers += 1) {
        const topic = `0-marker/${String(sentMarkers % markers).padStart(2, '0')}`;
        socket.write(encodePublish(topic, String(Date.now()), { version: encoded.version }));
      }
      const due = Math.min(total, Math.floor((elapsedMs / 1_000) * perSecond));
      for (const slice of slices(encoded, state, due - sent)) socket.write(slice);
      if (due > sent) tookMs = performance.now() - startedMs;
      sent = due;
    }, sliceMs);
  });
  // A last slice that came early does not make the rate higher than asked for.
  const achieved = (sent / Math.max(tookMs, seconds * 1_000)) * 1_000;
  return { sent, sentMarkers, tookMs, perSecond, achieved, heldBack, longestSliceMs, startedAtMs };
}

/**
 * `count` messages as fast as the socket takes them; without `count` every topic once.
 * @param {import('node:net').Socket} socket
 * @param {Encoded} encoded
 * @param {{ count?: number }} order
 */
export async function sendAtOnce(socket, encoded, { count = encoded.topics }) {
  const state = { next: 0 };
  const startedMs = performance.now();
  const startedAtMs = Date.now();
  let sent = 0;
  while (sent < count && !socket.destroyed) {
    const take = Math.min(chunkPackets, count - sent);
    let goesOn = true;
    for (const slice of slices(encoded, state, take)) goesOn = socket.write(slice);
    sent += take;
    if (!goesOn) await drained(socket);
  }
  const tookMs = performance.now() - startedMs;
  return { sent, sentMarkers: 0, tookMs, startedAtMs, achieved: (sent / tookMs) * 1_000, heldBack: 0 };
}
