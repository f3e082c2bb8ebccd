// Writes a flat asar archive: a pickled header, then the files' bytes.
// Format: https://github.com/electron/asar#format (two Chromium pickles: header size, header JSON).

/** @param {Record<string, string>} files name -> text */
export function asarArchive(files) {
  const header = {};
  const bodies = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text);
    header[name] = { size: body.length, offset: String(offset) };
    offset += body.length;
    bodies.push(body);
  }
  const json = Buffer.from(JSON.stringify({ files: header }));
  const padding = (4 - (json.length % 4)) % 4;
  const head = Buffer.alloc(16);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(8 + json.length + padding, 4);
  head.writeUInt32LE(4 + json.length + padding, 8);
  head.writeUInt32LE(json.length, 12);
  return Buffer.concat([head, json, Buffer.alloc(padding), ...bodies]);
}
