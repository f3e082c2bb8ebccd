// A publisher in its own process, so that a bench's load does not share the measured program's loop.
// node firehose.mjs <port> <messages per second> <seconds> <topics> -> prints {"sent": n} and ends.
import net from 'node:net';
import mqttPacket from 'mqtt-packet';

const [port, ratePerSecond, seconds, topics] = process.argv.slice(2).map(Number);
const sliceMs = 10;
const socket = net.connect(port, '127.0.0.1');
const parser = mqttPacket.parser();

const packets = Array.from({ length: topics }, (_, index) => {
  const topic = `bench/area-${index % 10}/line-${Math.floor(index / 10) % 10}/device-${index}/value`;
  return (sequence) =>
    mqttPacket.generate({
      cmd: 'publish',
      topic,
      payload: JSON.stringify({ value: (sequence % 1000) / 10, unit: '°C', sequence }),
      qos: 0,
      retain: false,
      dup: false
    });
});

let sent = 0;
socket.write(
  mqttPacket.generate({
    cmd: 'connect',
    clientId: `firehose-${process.pid}`,
    clean: true,
    keepalive: 0,
    protocolId: 'MQTT',
    protocolVersion: 4
  })
);
socket.on('data', (chunk) => parser.parse(chunk));
parser.on('packet', (packet) => {
  if (packet.cmd !== 'connack') return;
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const elapsedSeconds = (performance.now() - startedAt) / 1000;
    const due = Math.min(Math.floor(elapsedSeconds * ratePerSecond), ratePerSecond * seconds);
    const batch = [];
    for (; sent < due; sent++) batch.push(packets[sent % topics](sent));
    if (batch.length > 0) socket.write(Buffer.concat(batch));
    if (sent < ratePerSecond * seconds) return;
    clearInterval(timer);
    socket.end(mqttPacket.generate({ cmd: 'disconnect' }), () => console.log(JSON.stringify({ sent })));
  }, sliceMs);
});
