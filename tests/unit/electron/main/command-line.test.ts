import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../electron/main/command-line';

const nothing = { demo: false, smoke: false, status: false, address: null };

describe('parseCommandLine', () => {
  it.each([
    [[], nothing],
    [['--no-sandbox', '--ozone-platform=x11', '/work/treeline'], nothing],
    [['-r', '/node_modules/playwright/loader.js', '--inspect=0', '/work/treeline'], nothing],
    [['--proxy-server=socks5://127.0.0.1:1', '.'], nothing],
    [['.', '--demo'], { ...nothing, demo: true }],
    [['.', '--smoke'], { ...nothing, demo: true, smoke: true }],
    [['.', '--status', 'wss://host/mqtt'], { ...nothing, status: true, address: 'wss://host/mqtt' }],
    [['.', 'mqtt://one', 'mqtt://two'], { ...nothing, address: 'mqtt://one' }],
    [['.', 'gopher://old'], { ...nothing, address: 'gopher://old' }]
  ])('reads %j', (words, expected) => {
    expect(parseCommandLine(['/usr/bin/treeline', ...words])).toEqual(expected);
  });
});
