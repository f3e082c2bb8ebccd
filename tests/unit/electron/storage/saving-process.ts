import { usualFields } from '../../../../electron/contract/usual-fields';
import { ProfileStore } from '../../../../electron/storage/profile-store';
import { noFiles } from '../../../../electron/storage/stored-profile';

/**
 * A process that saves profiles until it is killed, and says of each save that it is done. argv: the file, the number of the
 * first save. Bundled by profile-saves.ts: plain Node runs it.
 */
const [, , file = '', first = '0'] = process.argv;
const profiles = 10;
const address = { protocol: 'mqtt', host: 'broker.example', port: 1883, path: '/' } as const;

const store = new ProfileStore(file);
const trouble = await store.load();
if (trouble) process.send?.({ trouble: trouble.code });
for (let save = Number(first); ; save += 1) {
  const id = `p-${save % profiles}`;
  const fields = usualFields(String(save), address);
  const put = await store.put({
    ...fields,
    id,
    demo: false,
    schemas: [],
    files: noFiles,
    origin: null,
    rememberedVersion: null
  });
  process.send?.(put.ok ? { id, save } : { trouble: put.failure.raw });
}
