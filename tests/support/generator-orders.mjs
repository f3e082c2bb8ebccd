// What both generators understand: one order a line of JSON on stdin, one answer a line on stdout. They end when stdin ends, so
// that nothing is left when the bench dies.
//   {"order":"prepare","name":"a", …encodePublishes}   {"order":"rate","name":"a","perSecond":1000,"seconds":5,"markers":10}
//   {"order":"once","name":"a","count":1000}           {"order":"goodbye"} closes the connection in MQTT's way; {"order":"end"}
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { encodePublishes } from './encoded-publishes.mjs';
import { sendAtOnce, sendAtRate } from './packet-blast.mjs';

/** @param {object} line */
export const say = (line) => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** @param {() => { socket: import('node:net').Socket, version: number } | null} receiver */
export async function obeyOrders(receiver) {
  /** @type {Map<string, ReturnType<typeof encodePublishes>>} */
  const prepared = new Map();

  const obey = async ({ order, name, ...rest }) => {
    if (order === 'prepare') {
      const encoded = encodePublishes(rest);
      prepared.set(name, encoded);
      return { packets: encoded.packets, bytes: encoded.bytes.length };
    }
    const to = receiver();
    if (order === 'goodbye') {
      // DISCONNECT [MQTT-3.14]: the other side closes once it has read all that came before.
      if (to) await Promise.all([once(to.socket, 'close'), to.socket.end(Buffer.of(0xe0, 0))]);
      return {};
    }
    const encoded = prepared.get(name);
    if (encoded === undefined) throw new Error(`nothing was prepared as ${name}`);
    if (to === null) throw new Error('nobody is connected');
    if (to.version !== encoded.version) throw new Error(`prepared for MQTT ${encoded.version}, not ${to.version}`);
    if (order === 'rate') return sendAtRate(to.socket, encoded, rest);
    if (order === 'once') return sendAtOnce(to.socket, encoded, rest);
    throw new Error(`no such order: ${order}`);
  };

  for await (const line of createInterface({ input: process.stdin })) {
    const { id, ...order } = JSON.parse(line);
    if (order.order === 'end') break;
    try {
      say({ id, answer: await obey(order) });
    } catch (error) {
      say({ id, failed: error.message });
    }
  }
  process.exit(0);
}
