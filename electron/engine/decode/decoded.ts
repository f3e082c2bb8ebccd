import type { JsonLineTable } from './json-line-table';

/**
 * What a decoder made of bytes.
 *
 * `notation`: text in JSON's grammar whose scalars may also be other bare words than JSON allows (`h'0a0b'`, `NaN`, `undefined`,
 * `1(1363896240)`), so that nothing a binary format says is lost or guessed; it is laid out, compared and charted as JSON is.
 */
export type Decoded =
  | {
      readonly kind: 'json';
      readonly text: Uint8Array;
      readonly notation: boolean;
      /** Its lines, short arrays on one, where the decoder had them on its way: nobody reads the text again for them. */
      readonly lines?: JsonLineTable;
    }
  /** One JSON text a line. */
  | { readonly kind: 'json-lines'; readonly text: Uint8Array }
  | { readonly kind: 'xml'; readonly text: Uint8Array }
  /** UTF-8. */
  | { readonly kind: 'text'; readonly text: Uint8Array }
  | {
      readonly kind: 'image';
      readonly mime: string;
      readonly widthPx: number;
      readonly heightPx: number;
      readonly bytes: Uint8Array;
    }
  /** Something in something: to be decoded again. */
  | { readonly kind: 'inner'; readonly bytes: Uint8Array };
