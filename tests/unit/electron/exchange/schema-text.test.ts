import { describe, expect, it } from 'vitest';
import { schemaText } from '../../../../electron/exchange/schema-text';

describe('schemaText', () => {
  it.each([
    ['a .proto', Buffer.from('\ufeffmessage Ä {}\r\n'), 'text'],
    ['nothing', Buffer.alloc(0), 'text'],
    ['a descriptor set', Buffer.from([0x0a, 0xff]), 'base64'],
    ['control characters that are UTF-8', Buffer.alloc(1_000, 1), 'base64']
  ])('keeps every byte of %s', (_, bytes, kind) => {
    const made = JSON.parse(JSON.stringify(schemaText(bytes))) as { text?: string; base64?: string };
    expect(Object.keys(made)).toEqual([kind]);
    expect(made.text === undefined ? Buffer.from(made.base64 ?? '', 'base64') : Buffer.from(made.text)).toEqual(bytes);
  });

  it('takes a third more room than the bytes at most: what is written can be read again', () => {
    for (const text of ['"', '\\', '\n', '\t"a', 'Ä', '"\ud83d\ude00']) {
      const bytes = Buffer.from(text.repeat(100_000));
      expect(Buffer.byteLength(JSON.stringify(schemaText(bytes))), text).toBeLessThan(bytes.length * 1.34 + 32);
    }
    expect(schemaText(Buffer.from('syntax = "proto3";\n'.repeat(1_000)))).toHaveProperty('text');
  });
});
