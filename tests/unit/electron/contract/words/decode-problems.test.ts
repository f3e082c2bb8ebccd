import { describe, expect, it } from 'vitest';
import { decodeProblemCodes, type DecodeProblem } from '#contract/decoding';
import { decodeProblemText } from '#contract/words/decode-problems';

const problem = (change: Partial<DecodeProblem>): DecodeProblem => ({
  code: 'invalid',
  format: 'cbor',
  byte: null,
  facts: {},
  raw: '',
  ...change
});

describe('words for a payload that cannot be decoded', () => {
  it('says it as the design does', () => {
    const found = problem({ code: 'wire-type', format: 'protobuf', byte: 18, facts: { field: 3, wireType: 7 } });
    expect(decodeProblemText(found, 'plant.RobotStatus', 'binary')).toEqual({
      title: 'Not valid Protobuf for RobotStatus, shown as hex',
      detail: 'Byte 18 starts field 3 with wire type 7, which does not exist.'
    });
  });

  it('tells a wire type that does not fit from one that does not exist', () => {
    const found = problem({ code: 'wire-type', format: 'protobuf', byte: 0, facts: { field: 1, wireType: 2 } });
    expect(decodeProblemText(found, null, null)).toEqual({
      title: 'Not valid Protobuf',
      detail: 'Byte 0 starts field 1 with wire type 2, which does not fit the schema.'
    });
  });

  it('says which message type is missing, or that none was chosen', () => {
    const missing = problem({ code: 'type-unknown', format: 'protobuf', facts: { type: 'a.B' } });
    expect(decodeProblemText(missing, 'a.B', 'binary').detail).toBe('No schema file has the message type a.B.');
    const none = problem({ code: 'type-unknown', format: 'protobuf' });
    expect(decodeProblemText(none, null, 'binary').title).toBe('No message type chosen, shown as hex');
  });

  it('says what a schema file lacks, or which other one holds', () => {
    const words = (facts: DecodeProblem['facts']) =>
      decodeProblemText(problem({ code: 'schema-invalid', format: 'protobuf', facts }), null, null);
    expect(words({ import: 'plant/common.proto' })).toEqual({
      title: 'An imported file is missing',
      detail: 'It imports plant/common.proto: add that file, too.'
    });
    expect(words({ type: 'p.A', declaredIn: 'a.proto', more: 0 })).toEqual({
      title: 'Declared twice',
      detail: 'p.A is read as a.proto says.'
    });
    expect(words({ type: 'p.A', declaredIn: 'a.proto', more: 1_200 }).detail).toBe(
      'p.A and 1,200 more are read as a.proto says.'
    );
  });

  it('groups the digits of a far byte', () => {
    expect(decodeProblemText(problem({ byte: 1_234_567 }), null, 'text')).toEqual({
      title: 'Not valid CBOR, shown as text',
      detail: 'Byte 1,234,567 is not allowed there.'
    });
  });

  it.each(decodeProblemCodes)('has whole sentences for %s, with and without facts', (code) => {
    for (const byte of [null, 7]) {
      const { title, detail } = decodeProblemText(problem({ code, byte }), null, 'binary');
      expect(title).toMatch(/^[A-Z][^.]+, shown as hex$/);
      expect(detail).toMatch(/^[A-Z].*\.$/);
      expect(title + detail).not.toMatch(/undefined|NaN|\s\s/);
    }
  });
});
