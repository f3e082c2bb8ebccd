import type { DecodeProblem } from '#contract/decoding';
import type { MessageTypes } from '#contract/engine';
import { decodingBounds } from '#contract/limits';
import type { DecodeInput } from '../decode-jobs';
import { decodedBytes, decodePayload, type DecodedPayload } from '../decode-payload';
import type { Decoded } from '../decoded';
import type { Decoder } from '../decoder';
import { makeDecoders } from '../decoders';
import { DecodingRules } from '../decoding-rules';
import { readLarge } from '../large-payload';
import type { MessageToDecode } from '../message-to-decode';
import type { ReadPayload } from '../read-payload';
import { runSteps } from '../run-steps';
import { declareTypes } from '../schemas/message-types';
import { countUnnamedMetrics, readSparkplugSequence } from '../sparkplug-birth';
import type { WorkSigns } from './work-signs';

/** Reads payloads by the rules and schemas of the moment. */
export class PayloadReader {
  readonly #signs: WorkSigns;
  #decoders: readonly Decoder[];
  #rules = new DecodingRules([]);

  constructor(signs: WorkSigns) {
    this.#signs = signs;
    this.#decoders = this.#watched(makeDecoders(() => null));
  }

  get rules(): DecodingRules {
    return this.#rules;
  }

  configure({ rules, schemas }: DecodeInput<'configure'>): MessageTypes {
    this.#rules = new DecodingRules(rules);
    const declared = declareTypes(schemas, () => this.#signs.alive());
    this.#decoders = this.#watched(makeDecoders((name) => declared.find(name)));
    return { types: declared.types, problems: declared.problems };
  }

  /** For what stands in a payload it never throws. */
  read(message: MessageToDecode): ReadPayload {
    const { payload, topic, wholeBytes = payload.length } = message;
    this.#signs.alive();
    const large = wholeBytes > decodingBounds.decodedBytes;
    const read = large
      ? this.#large(message, wholeBytes === payload.length)
      : decodePayload(message, { decoders: this.#decoders, rules: this.#rules, alive: () => this.#signs.alive() });
    const { chain, reason, problem, byteOrderMark, decoded } = read;
    return {
      payload,
      decoded,
      decoding: {
        chain,
        ...(chain.at(-1) === 'number' && isBoolean(decoded) ? { isBoolean: true } : {}),
        reason,
        problem,
        byteOrderMark,
        messageType: read.messageType ?? this.#namedType(topic),
        decodedBytes: large ? wholeBytes : decodedBytes(decoded),
        sparkplug: null
      }
    };
  }

  /** With what a Sparkplug B message says of itself; what the messages around it say is the engine's to add. */
  readAlone(message: MessageToDecode): ReadPayload {
    const read = this.read(message);
    if (read.decoding.chain[0] !== 'sparkplug') return read;
    const { payload, births } = message;
    const sequence = readSparkplugSequence(payload);
    const unnamed = countUnnamedMetrics(payload, births, () => this.#signs.alive());
    const sparkplug = { node: 'unknown', device: null, sequence, gapAfter: null, unnamed } as const;
    return { ...read, decoding: { ...read.decoding, sparkplug } };
  }

  /** As bytes, because of what came of its decoder. */
  undecoded({ payload, topic }: MessageToDecode, problem: DecodeProblem): ReadPayload {
    const rule = this.#rules.of(topic);
    const chosen = rule !== null && rule.decoder !== 'auto';
    return {
      payload,
      decoded: { kind: 'inner', bytes: payload },
      decoding: {
        chain: [],
        reason: chosen ? { kind: 'chosen', filter: rule.filter } : { kind: 'detected' },
        problem,
        byteOrderMark: false,
        messageType: this.#namedType(topic),
        decodedBytes: payload.length,
        sparkplug: null
      }
    };
  }

  #large({ payload, topic }: MessageToDecode, whole: boolean): DecodedPayload {
    const steps = readLarge(payload, whole, this.#rules.of(topic));
    return { ...runSteps(steps, () => this.#signs.alive()), byteOrderMark: false };
  }

  /** The message type a rule names; null: it names none. */
  #namedType(topic: string | null): string | null {
    const rule = this.#rules.of(topic);
    return rule?.decoder === 'protobuf' && rule.messageType !== '' ? rule.messageType : null;
  }

  /** When one of them has to be ended, the engine knows which. */
  #watched(decoders: readonly Decoder[]): readonly Decoder[] {
    return decoders.map(({ format, score, decode }) => ({
      format,
      score: (bytes, context) => {
        this.#signs.trying(format);
        return score(bytes, context);
      },
      decode: (bytes, context) => {
        this.#signs.trying(format);
        return decode(bytes, context);
      }
    }));
  }
}

function isBoolean(decoded: Decoded): boolean {
  return decoded.kind === 'json' && /^(?:true|false)$/i.test(Buffer.from(decoded.text).toString('latin1'));
}
