import type { Decoder } from '../decoder';
import type { Decoded } from '../decoded';
import { jsonFault } from '../json-fault';
import { NotationWriter } from '../notation-writer';
import { plainText } from '../plain-text';
import { bornMetrics } from '../sparkplug-birth';
import { parseSparkplugTopic } from '../sparkplug-topic';
import { runNested } from './nested-work';
import { ProtobufWire } from './protobuf-wire';
import { SparkplugPayloadWriter } from './sparkplug-payload';

/**
 * Sparkplug B [Sparkplug 3.0]. Metrics are an object by name, so that `metrics.Temperature.value` is the same field in a message with all
 * metrics and in one with few:
 *
 * `{"timestamp":…,"metrics":{"Temperature":{"value":21.4,"datatype":"Float","timestamp":…,"alias":3,"properties":{…}}},"seq":0}`
 *
 * A metric that has only an alias has name and data type from the BIRTH messages of the context; one that they do not know is `alias 3`.
 * A name that comes twice (history that is sent later) stays twice. Properties and template parameters are objects by name too, data sets
 * `{"columns":[…],"types":[…],"rows":[[…]]}`. The state of a host (STATE) is JSON or a word.
 */
export const sparkplug: Decoder = {
  format: 'sparkplug',
  score(_, { topic }) {
    const parsed = parseSparkplugTopic(topic);
    return parsed === null || parsed.kind === 'STATE' ? 0 : 0.9;
  },
  decode(bytes, { topic, births, alive }) {
    if (parseSparkplugTopic(topic)?.kind === 'STATE') return hostState(bytes, alive);
    const writer = new NotationWriter(alive);
    runNested(new SparkplugPayloadWriter(new ProtobufWire(bytes, alive), writer, bornMetrics(births, alive)).payload());
    return { kind: 'json', text: writer.finish(), notation: true };
  }
};

/** JSON since Sparkplug 3.0, ONLINE or OFFLINE before. */
function hostState(bytes: Uint8Array, alive: () => void): Decoded {
  const { text } = plainText(bytes, alive);
  return jsonFault(text, alive) === null ? { kind: 'json', text, notation: false } : { kind: 'text', text };
}
