import { describe, expect, it } from 'vitest';
import { NotationWriter } from '../../../../../electron/engine/decode/notation-writer';

const never = (): void => undefined;

function written(write: (writer: NotationWriter) => void): string {
  const writer = new NotationWriter(never);
  write(writer);
  return Buffer.from(writer.finish()).toString();
}

describe('notation', () => {
  it('has commas between, names before values, and words in names quoted', () => {
    const text = written((writer) => {
      writer.openMap();
      writer.text('a"b');
      writer.openArray();
      writer.word('1');
      writer.text('x');
      writer.hex(Uint8Array.of(1, 0xff), 'ext5(', ')');
      writer.close();
      writer.word('NaN');
      writer.openMap();
      writer.close();
      writer.hex(Uint8Array.of(0));
      writer.word('null');
      writer.close();
    });
    expect(text).toBe(`{"a\\"b":[1,"x",ext5(h'01ff')],"NaN":{},"h'00'":null}`);
  });

  it('stays whole over many pieces, and says that work goes on', () => {
    let signs = 0;
    const writer = new NotationWriter(() => (signs += 1));
    writer.openArray();
    for (let value = 0; value < 100_000; value += 1) writer.text(`ü${value}`);
    writer.close();
    const values: unknown = JSON.parse(Buffer.from(writer.finish()).toString());
    expect(values).toHaveLength(100_000);
    expect(values).toHaveProperty(['99999'], 'ü99999');
    expect(signs).toBeGreaterThan(20);
  });

  it('takes containers as names, in pieces too', () => {
    const long = 'x'.repeat(40_000);
    const text = written((writer) => {
      writer.openMap();
      writer.openArray();
      writer.text(long);
      writer.openMap();
      writer.close();
      writer.close();
      writer.word('1');
      writer.text('after');
      writer.word('2');
      writer.close();
    });
    expect(JSON.parse(text)).toEqual({ [`["${long}",{}]`]: 1, after: 2 });
  });

  it('is not left open', () => {
    const writer = new NotationWriter(never);
    writer.openMap();
    expect(() => writer.finish()).toThrow('something is open');
    writer.text('name without value');
    expect(() => writer.close()).toThrow('nothing to close');
  });
});
