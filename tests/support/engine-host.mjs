// Runs the built engine (dist/electron/engine.cjs) in a process of its own without a window: Electron as Node, so it is the
// V8 of the app. Stands in for main and for one window that looks at the tree and acknowledges frames as a page does.
// Electron run as Node: engine-host.mjs <engine.cjs>, orders and reports over IPC.
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { MessageChannel } from 'node:worker_threads';

/** A page acknowledges after its next animation frame. */
const frameMs = 16;
const [engineFile] = process.argv.slice(2);
const tell = (what) => void process.send?.(what);
const parentPort = Object.assign(new EventEmitter(), { postMessage: (report) => tell({ report }) });
Object.assign(process, { parentPort });

/** What Electron's MessagePortMain is, of one of Node's. */
const asMain = (port) => ({
  on: (event, listener) => port.on(event, event === 'message' ? (data) => listener({ data }) : listener),
  postMessage: (message) => port.postMessage(message),
  start: () => port.start(),
  close: () => port.close()
});

function openWindow({ rows, version }) {
  const { port1, port2 } = new MessageChannel();
  const command = (given) => port2.postMessage({ type: 'command', command: given });
  const opened = new Set();
  port2.on('message', (message) => {
    if (message.kind === 'refused') tell({ refused: message.failure });
    if (message.kind !== 'frame') return;
    tell({ status: message.status, atMs: Date.now() });
    setTimeout(() => command({ kind: 'ack', revision: message.revision }), frameMs);
    for (const { node, branch, open } of message.rows) {
      if (!branch || open || opened.has(node)) continue;
      opened.add(node);
      command({ kind: 'expand', node, open: true });
    }
  });
  port2.postMessage({ type: 'hello', version });
  parentPort.emit('message', { data: { kind: 'attach', windowId: 1, expanded: null }, ports: [asMain(port1)] });
  command({ kind: 'look', first: 0, count: rows, visibleFirst: 0, visibleCount: rows, anchor: null });
}

process.on('message', (order) => {
  if (order.kind === 'window') openWindow(order);
  else parentPort.emit('message', { data: order, ports: [] });
});
process.on('disconnect', () => process.exit(0));
createRequire(import.meta.url)(engineFile);
