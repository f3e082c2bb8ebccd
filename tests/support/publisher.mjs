// A client in its own process that publishes packets which were encoded before (generator-orders.mjs), MQTT 3.1.1, QoS 0; the
// broker's back-pressure slows it. node publisher.mjs <port>
import net from 'node:net';
import mqttPacket from 'mqtt-packet';
import { obeyOrders, say } from './generator-orders.mjs';

const socket = net.connect(Number(process.argv[2]), '127.0.0.1');
socket.setNoDelay(true);
const parser = mqttPacket.parser();
let connected = false;

parser.on('packet', (packet) => {
  if (packet.cmd !== 'connack') return;
  connected = true;
  say({ event: 'ready', atMs: Date.now() });
});
socket.on('data', (bytes) => void parser.parse(bytes));
socket.on('error', (error) => say({ event: 'closed', text: error.message, atMs: Date.now() }));
socket.on('close', () => {
  connected = false;
  say({ event: 'closed', atMs: Date.now() });
});
socket.write(
  mqttPacket.generate({
    cmd: 'connect',
    clientId: `publisher-${process.pid}`,
    clean: true,
    // It never pings.
    keepalive: 0,
    protocolId: 'MQTT',
    protocolVersion: 4
  })
);
await obeyOrders(() => (connected ? { socket, version: 4 } : null));
