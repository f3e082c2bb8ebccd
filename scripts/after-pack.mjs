// electron-builder calls this with the unpacked app. It copies a custom Electron folder whole; these two files of it do
// not belong into a package (it removes them itself from a download of its own).
import fs from 'node:fs';
import path from 'node:path';

/** @param {import('electron-builder').AfterPackContext} context */
export default function afterPack(context) {
  const resources = context.packager.getResourcesDir(context.appOutDir);
  fs.rmSync(path.join(resources, 'default_app.asar'), { force: true });
  fs.rmSync(path.join(context.appOutDir, 'version'), { force: true });
}
