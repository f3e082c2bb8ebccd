import { describe, expect, it } from 'vitest';
import { knownPlaces, type PlacesWorld } from '../../../../electron/exchange/known-places';

function files(world: Partial<PlacesWorld>, folders: Readonly<Record<string, readonly string[]>> = {}): string[] {
  const list = (folder: string): readonly string[] => folders[folder] ?? [];
  const places = knownPlaces({ platform: 'linux', home: '/home/me', env: {}, list, ...world });
  return places.map(({ tool, file }) => `${tool} ${file}`);
}

describe('knownPlaces', () => {
  it('on Linux: the usual folder, snaps with their revisions, Flatpaks', () => {
    const folders = {
      '/home/me/snap': ['firefox', 'mqtt-explorer'],
      '/home/me/snap/mqtt-explorer': ['9', '29', 'current', 'common', '..', 'x1'],
      '/home/me/.var/app': ['org.other.App', 'com.emqx.MQTTX']
    };
    expect(files({}, folders)).toEqual([
      'mqtt-explorer /home/me/.config/MQTT-Explorer/settings.json',
      'mqtt-explorer /home/me/snap/mqtt-explorer/current/.config/MQTT-Explorer/settings.json',
      'mqtt-explorer /home/me/snap/mqtt-explorer/29/.config/MQTT-Explorer/settings.json',
      'mqtt-explorer /home/me/snap/mqtt-explorer/9/.config/MQTT-Explorer/settings.json',
      'mqtt-explorer /home/me/snap/mqtt-explorer/x1/.config/MQTT-Explorer/settings.json',
      'mqtt-explorer /home/me/snap/mqtt-explorer/common/.config/MQTT-Explorer/settings.json',
      'mqttx /home/me/.config/MQTTX/MQTTX.db',
      'mqttx /home/me/.config/MQTTX/db.json',
      'mqttx /home/me/.var/app/com.emqx.MQTTX/config/MQTTX/MQTTX.db',
      'mqttx /home/me/.var/app/com.emqx.MQTTX/config/MQTTX/db.json'
    ]);
  });

  it('on Linux: XDG_CONFIG_HOME first, if it is a whole path', () => {
    expect(files({ env: { XDG_CONFIG_HOME: '/elsewhere' } })).toContain(
      'mqtt-explorer /elsewhere/MQTT-Explorer/settings.json'
    );
    expect(files({ env: { XDG_CONFIG_HOME: 'relative' } })).toEqual(files({}));
    expect(files({ env: { XDG_CONFIG_HOME: '/home/me/.config/' } })).toContain(
      'mqtt-explorer /home/me/.config/MQTT-Explorer/settings.json'
    );
  });

  it('on macOS: Application Support and the container of the App Store', () => {
    expect(files({ platform: 'darwin', home: '/Users/me' })).toEqual([
      'mqtt-explorer /Users/me/Library/Application Support/MQTT-Explorer/settings.json',
      'mqtt-explorer /Users/me/Library/Containers/de.t7n.apps.mqtt-explorer/Data/Library/Application Support/MQTT-Explorer/settings.json',
      'mqttx /Users/me/Library/Application Support/MQTTX/MQTTX.db',
      'mqttx /Users/me/Library/Application Support/MQTTX/db.json'
    ]);
  });

  it('on Windows: roaming data, and the packages of the Store', () => {
    const home = 'C:\\Users\\me';
    const store = '51031thomas.nordquist.MQTT-Explorer_0vh81zz42j0x6';
    const folders = { [`${home}\\AppData\\Local\\Packages`]: ['Microsoft.Other', store] };
    expect(files({ platform: 'win32', home, env: { APPDATA: 'D:\\Roaming' } }, folders)).toEqual([
      'mqtt-explorer D:\\Roaming\\MQTT-Explorer\\settings.json',
      `mqtt-explorer ${home}\\AppData\\Local\\Packages\\${store}\\LocalCache\\Roaming\\MQTT-Explorer\\settings.json`,
      'mqttx D:\\Roaming\\MQTTX\\MQTTX.db',
      'mqttx D:\\Roaming\\MQTTX\\db.json'
    ]);
    expect(files({ platform: 'win32', home })).toContain(`mqttx ${home}\\AppData\\Roaming\\MQTTX\\MQTTX.db`);
  });
});
