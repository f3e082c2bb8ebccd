import { describe, expect, it } from 'vitest';
import { safeFileName } from '../../../../electron/main/safe-file-name';

describe('safeFileName', () => {
  it.each([
    ['plant temperature.json', 'plant temperature.json'],
    ['../../etc/passwd', '__.._etc_passwd'],
    ['C:\\Windows\\x.bin', 'C__Windows_x.bin'],
    ['.bashrc', '_bashrc'],
    ['-rf.json', '_rf.json'],
    ['tab\there\u0000.csv', 'tab_here_.csv'],
    ['invoice\u202egpj.bin', 'invoice_gpj.bin'],
    ['zero\u200bwidth.bin', 'zero_width.bin'],
    ['half \ud83d.bin', 'half _.bin'],
    ['ofen-größe.csv', 'ofen-größe.csv'],
    ['ends in dots...', 'ends in dots'],
    ['ends in space. . ', 'ends in space'],
    ['...', 'payload'],
    ['', 'payload']
  ])('makes %j into %j', (suggested, safe) => {
    expect(safeFileName(suggested, 'payload')).toBe(safe);
  });

  it.each(['CON', 'con.csv', 'NUL.bin', 'aux.tar.gz', 'COM1.json', 'lpt².txt', 'CONIN$', 'Prn .csv', 'com0'])(
    'does not name a device of Windows: %s',
    (suggested) => {
      expect(safeFileName(suggested, 'payload')).toBe(`_${suggested}`);
    }
  );

  it.each(['console.csv', 'COM10.csv', 'nullable', 'auxiliary.bin', 'my con.csv'])('leaves %s alone', (suggested) => {
    expect(safeFileName(suggested, 'payload')).toBe(suggested);
  });
});
