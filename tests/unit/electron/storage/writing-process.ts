import { replaceFile } from '../../../../electron/storage/replace-file';

/** A process that replaces one file over and over until it is killed: argv: the file. Each version is large and uniform. */
const [, , file = ''] = process.argv;
for (let version = 1; ; version += 1) {
  await replaceFile(file, JSON.stringify({ version: 1, item: String(version % 10).repeat(4_000_000) }));
  if (version === 1) process.send?.('writing');
}
