// A broker for one client (MQTT 3.1.1 or 5) in its own process, so that the receiver's limit shows and not a broker's. It answers what
// a client needs and sends packets that were encoded before (generator-orders.mjs). node fake-broker.mjs <port>
import net from 'node:net';
import mqttPacket from 'mqtt-packet';
import { obeyOrders, say } from './generator-orders.mjs';

const port = Number(process.argv[2]);
/** @type {{ socket: net.Socket, version: number } | null} the newest client */
let client = null;

const server = net.createServer((socket) => {
  socket.setNoDelay(true);
  const connection = { socket, version: 4 };
  const parser = mqttPacket.parser();
  const send = (packet) => socket.write(mqttPacket.generate(packet, { protocolVersion: connection.version }));
  parser.on('packet', (packet) => {
    const answer = answerTo(packet);
    if (packet.cmd === 'connect') {
      connection.version = packet.protocolVersion === 5 ? 5 : 4;
      client = connection;
      say({ event: 'connected', version: connection.version, atMs: Date.now() });
    }
    if (packet.cmd === 'disconnect') socket.end();
    if (answer) send(answer);
    if (packet.cmd === 'subscribe') say({ event: 'subscribed', atMs: Date.now() });
  });
  parser.on('error', () => socket.destroy());
  socket.on('data', (bytes) => void parser.parse(bytes));
  socket.on('error', () => {});
  socket.on('close', () => {
    if (client === connection) client = null;
    say({ event: 'closed', atMs: Date.now() });
  });
});

function answerTo(packet) {
  const { messageId } = packet;
  if (packet.cmd === 'connect') return { cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: false };
  if (packet.cmd === 'subscribe') return { cmd: 'suback', messageId, granted: packet.subscriptions.map((s) => s.qos) };
  if (packet.cmd === 'unsubscribe') return { cmd: 'unsuback', messageId, granted: packet.unsubscriptions.map(() => 0) };
  if (packet.cmd === 'pingreq') return { cmd: 'pingresp' };
  if (packet.cmd === 'publish' && packet.qos === 1) return { cmd: 'puback', messageId, reasonCode: 0 };
  if (packet.cmd === 'publish' && packet.qos === 2) return { cmd: 'pubrec', messageId, reasonCode: 0 };
  if (packet.cmd === 'pubrel') return { cmd: 'pubcomp', messageId, reasonCode: 0 };
  return null;
}

server.listen(port, '127.0.0.1', () => say({ event: 'ready', atMs: Date.now() }));
await obeyOrders(() => client);
