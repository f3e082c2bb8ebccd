import { describe, expect, it } from 'vitest';
import { RingLog } from '../../../../../electron/engine/store/ring-log';
import { RingRecord } from '../../../../../electron/engine/store/ring-record';
import { arrival } from '../../../../support/arrival';

const blockBytes = 1_024;
const recordBytes = 256;

function filled(records: number, firstBlock = 1): { log: RingLog; record: RingRecord; positions: number[] } {
  const log = new RingLog(blockBytes, firstBlock);
  const record = new RingRecord();
  const positions: number[] = [];
  for (let seq = 1; seq <= records; seq += 1) {
    positions.push(log.allocate(record, recordBytes));
    record.write(1, arrival('t', `m${seq}`), seq, 0, recordBytes, 'nothing');
  }
  return { log, record, positions };
}

describe('RingLog', () => {
  it.each([1, 2 ** 31 - 5, 2 ** 32 - 5, 2 ** 42])(
    'opens each record at its position, from block %i on',
    (firstBlock) => {
      const { log, record, positions } = filled(200, firstBlock);
      positions.forEach((position, at) => {
        log.open(record, position);
        expect(record.seq).toBe(at + 1);
      });
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect(log.bytes).toBe(50 * blockBytes);
    }
  );

  it('begins a new block where a record would not fit whole', () => {
    const { log, record } = filled(3);
    expect(log.allocate(record, recordBytes + 8)).toBe(2 * blockBytes);
    expect(() => log.allocate(record, blockBytes + 8)).toThrow(RangeError);
  });

  it('hands out the oldest record first and never takes back the block it writes to', () => {
    const { log, record, positions } = filled(10);
    for (let seq = 1; seq <= 8; seq += 1) {
      expect(log.tail).toBe(positions[seq - 1]);
      expect(log.openTail(record)).toBe(true);
      expect(record.seq).toBe(seq);
      log.passTail(recordBytes);
    }
    expect(log.openTail(record)).toBe(false);
    expect(log.bytes).toBe(blockBytes);
  });

  it('refuses a position behind the tail, also in a block that is still there', () => {
    const { log, record, positions } = filled(10);
    log.openTail(record);
    log.passTail(recordBytes);
    expect(() => log.open(record, positions[0] ?? 0)).toThrow(RangeError);
    expect(() => log.open(record, positions[1] ?? 0)).not.toThrow();
  });

  it('writes to freed blocks again and lets go of more than two', () => {
    const { log, record } = filled(41);
    for (let passed = 0; passed < 40; passed += 1) {
      log.openTail(record);
      log.passTail(recordBytes);
    }
    expect(log.bytes).toBe(blockBytes);
    expect(log.memoryBytes).toBe(3 * blockBytes);
    for (let more = 0; more < 4; more += 1) log.allocate(record, recordBytes);
    expect(log.memoryBytes).toBe(3 * blockBytes);
  });
});
