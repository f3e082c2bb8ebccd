import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parkPointer } from '../../../scripts/x-pointer.mjs';

const root = 0x0123_4567;
const vendor = 'Someone'; // padded to 8 bytes
const formats = 2;

let folder: string;
let server: Server | null = null;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'treeline-x-'));
});
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
  rmSync(folder, { recursive: true, force: true });
});

/** The answer to a client's first bytes as the protocol has it, for one screen of 1600 × 1000. */
function setupAnswer(): Buffer {
  const answer = Buffer.alloc(40 + 8 + formats * 8 + 40);
  answer[0] = 1;
  answer.writeUInt16LE(11, 2);
  answer.writeUInt16LE((answer.length - 8) / 4, 6);
  answer.writeUInt16LE(vendor.length, 24);
  answer[28] = 1;
  answer[29] = formats;
  answer.write(vendor, 40);
  const screen = 40 + 8 + formats * 8;
  answer.writeUInt32LE(root, screen);
  answer.writeUInt16LE(1600, screen + 20);
  answer.writeUInt16LE(1000, screen + 22);
  return answer;
}

/** A server that speaks with one client as told; resolves with where it listens. */
async function listen(hear: (socket: Socket, bytes: Buffer) => void): Promise<string> {
  const socketPath = path.join(folder, 'X0');
  server = createServer((socket) => {
    socket.on('data', (bytes: Buffer) => hear(socket, bytes));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server?.listen(socketPath, resolve));
  return socketPath;
}

describe('the pointer of a private X server', () => {
  it("goes to the far corner of the first screen's root, however the answer is cut", async () => {
    const asked: Buffer[] = [];
    const socketPath = await listen((socket, bytes) => {
      asked.push(bytes);
      if (asked.length > 1) return void socket.write(Buffer.alloc(32, 1));
      const answer = setupAnswer();
      socket.write(answer.subarray(0, 5));
      setImmediate(() => socket.write(answer.subarray(5)));
    });
    await parkPointer(socketPath);
    expect(asked[0]?.toString('hex')).toBe('6c000b000000000000000000');
    const warp = asked[1] ?? Buffer.alloc(0);
    expect([warp[0], warp.readUInt16LE(2)]).toEqual([41, 6]);
    expect(warp.readUInt32LE(8)).toBe(root);
    expect([warp.readInt16LE(20), warp.readInt16LE(22)]).toEqual([1599, 999]);
  });

  it('says so when the server refuses, or is not there', async () => {
    const socketPath = await listen((socket) => void socket.write(Buffer.alloc(8)));
    await expect(parkPointer(socketPath)).rejects.toThrow(`the pointer of ${socketPath} cannot be moved: refused`);
    await expect(parkPointer(path.join(folder, 'X1'))).rejects.toThrow('ENOENT');
  });
});
