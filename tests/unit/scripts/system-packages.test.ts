import { describe, expect, it } from 'vitest';
import { installAdvice, missingLibraries, packagesFor, testTools } from '../../../scripts/system-packages.mjs';

const ldd = `
	linux-vdso.so.1 (0x00007ffd)
	libgbm.so.1 => not found
	libnss3.so => /lib/x86_64-linux-gnu/libnss3.so (0x00007f)
	libatk-1.0.so.0 => not found
`;

describe('missing system packages', () => {
  it('are read from what ldd says', () => {
    expect(missingLibraries(ldd)).toEqual(['libgbm.so.1', 'libatk-1.0.so.0']);
  });

  it('bring all that Electron needs as soon as one library is missing', () => {
    expect(packagesFor(['libatk-1.0.so.0'], ['Xvfb'])).toEqual([
      'libgtk-3-0',
      'libnss3',
      'libasound2',
      'libgbm1',
      'xvfb'
    ]);
    expect(packagesFor([], ['mosquitto', 'mosquitto_pub', 'openssl'])).toEqual([
      'mosquitto',
      'mosquitto-clients',
      'openssl'
    ]);
  });

  it('of the tests are servers, proxies and, on Linux, a key store', () => {
    const everywhere = ['mosquitto', 'mosquitto-clients', 'openssl', 'tinyproxy', 'microsocks'];
    expect(packagesFor([], testTools('darwin'))).toEqual(everywhere);
    expect(packagesFor([], testTools('linux'))).toEqual([...everywhere, 'gnome-keyring', 'dbus']);
  });

  it('come with the command that installs them', () => {
    const missing = {
      libraries: [],
      tools: ['mosquitto', 'mosquitto_pub'],
      packages: ['mosquitto', 'mosquitto-clients']
    };
    const user = installAdvice({ ...missing, platform: 'linux', apt: true, root: false });
    expect(user).toContain('    sudo apt-get install -y --no-install-recommends mosquitto mosquitto-clients\n');
    const root = installAdvice({ ...missing, platform: 'linux', apt: true, root: true });
    expect(root).toContain('    apt-get install -y');
    const mac = installAdvice({ ...missing, platform: 'darwin', apt: false, root: false });
    expect(mac).toContain('    brew install mosquitto\n');
    const windows = installAdvice({ ...missing, platform: 'win32', apt: false, root: false });
    expect(windows).toContain('mosquitto, mosquitto_pub');
  });
});
