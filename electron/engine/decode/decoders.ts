import type protobufjs from 'protobufjs';
import type { Decoder } from './decoder';
import { base64 } from './formats/base64';
import { brotli } from './formats/brotli';
import { cbor } from './formats/cbor';
import { deflate } from './formats/deflate';
import { gzip } from './formats/gzip';
import { hex } from './formats/hex';
import { image } from './formats/image';
import { json } from './formats/json';
import { jsonLines } from './formats/json-lines';
import { latin1 } from './formats/latin-1';
import { messagepack } from './formats/messagepack';
import { number } from './formats/number';
import { protobuf } from './formats/protobuf';
import { sparkplug } from './formats/sparkplug';
import { text } from './formats/text';
import { utf16 } from './formats/utf-16';
import { xml } from './formats/xml';
import { zlib } from './formats/zlib';
import { zstd } from './formats/zstd';

/**
 * Every payload format there is; `findType`: Protobuf message types by full name. Scores, so that they stay comparable: from
 * 0.95 a signature or a strict grammar that holds from the first byte to the last, about 0.9 the beginning of one, 0.8 a
 * structure with readable names, 0.7 something meant behind a format without signature, 0.5 text, below it guesses. Of those from
 * 0.95 on the first here wins, and of equal ones below.
 */
export function makeDecoders(findType: (name: string) => protobufjs.Type | null): readonly Decoder[] {
  const sure = [image, gzip, zstd, zlib, json, jsonLines, xml];
  return [
    number,
    image,
    json,
    jsonLines,
    xml,
    gzip,
    zstd,
    zlib,
    base64(sure),
    hex(sure),
    utf16,
    sparkplug,
    cbor,
    messagepack,
    deflate,
    brotli,
    text,
    latin1,
    protobuf(findType)
  ];
}
