// The pointer of an X server: one request of its protocol, for which Debian has no program that is small. Node built-ins only.
import { createConnection } from 'node:net';

const littleEndian = 0x6c;
const protocolVersion = 11;
const warpPointer = 41;
const getInputFocus = 43;
const answerMs = 5_000;

/** Of the answer to a client's first bytes (X Window System Protocol, "Connection Setup"). */
const headBytes = 8;
const vendorAt = 40;
const formatBytes = 8;

/**
 * Puts the pointer of a private X server into the far corner of its screen. It stands in the middle otherwise, over each
 * window in turn: whenever another one comes or goes, the one below is told that the pointer entered it, and a press or a
 * drag that a test has begun there ends without a word.
 * @param {string} socketPath where the server listens
 * @returns {Promise<void>}
 */
export function parkPointer(socketPath) {
  const socket = createConnection(socketPath);
  let received = Buffer.alloc(0);
  let asked = false;
  return new Promise((resolve, reject) => {
    const over = (error) => {
      socket.destroy();
      if (error) reject(new Error(`the pointer of ${socketPath} cannot be moved: ${error.message}`));
      else resolve();
    };
    socket.setTimeout(answerMs, () => over(new Error('no answer')));
    socket.once('error', over);
    socket.once('close', () => over(new Error('closed')));
    socket.on('data', (bytes) => {
      if (asked) return over(null);
      received = Buffer.concat([received, bytes]);
      const screen = screenOf(received);
      if (screen instanceof Error) return over(screen);
      if (screen === null) return;
      asked = true;
      socket.write(toCorner(screen));
    });
    socket.write(Buffer.from([littleEndian, 0, protocolVersion, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  });
}

/** The first screen's root window and size; null: more is to come. */
function screenOf(bytes) {
  if (bytes.length < headBytes) return null;
  if (bytes[0] !== 1) return new Error('refused');
  if (bytes.length < headBytes + 4 * bytes.readUInt16LE(6)) return null;
  const vendorBytes = Math.ceil(bytes.readUInt16LE(24) / 4) * 4;
  const at = vendorAt + vendorBytes + formatBytes * bytes.readUInt8(29);
  return { root: bytes.readUInt32LE(at), width: bytes.readUInt16LE(at + 20), height: bytes.readUInt16LE(at + 22) };
}

/** The move, and a question behind it: its answer says that the move was done. */
function toCorner({ root, width, height }) {
  const requests = Buffer.alloc(28);
  requests.writeUInt8(warpPointer, 0);
  requests.writeUInt16LE(6, 2);
  requests.writeUInt32LE(root, 8);
  requests.writeInt16LE(width - 1, 20);
  requests.writeInt16LE(height - 1, 22);
  requests.writeUInt8(getInputFocus, 24);
  requests.writeUInt16LE(1, 26);
  return requests;
}
