import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { image } from '../../../../../../electron/engine/decode/formats/image';
import { prepareSvg } from '../../../../../../electron/engine/decode/svg-drawing';
import { outcome, score } from '../../../../../support/decoding';
import { bitmap, extended, gif, jpeg, lossless, lossy, png } from '../../../../../support/image-samples';
import { decodeMutated } from '../../../../../support/mutated-inputs';
import { mutationCase } from '../../../../../support/mutation-cases';
import { decodeContext } from '../../../../../support/notation-of';

/** A hundred thousand of them take minutes. */
const timeoutMs = 3_600_000;
describe('a picture', () => {
  it.each([
    ['PNG', png(640, 480), 'image/png 640x480'],
    ['JPEG', jpeg, 'image/jpeg 5x3'],
    ['GIF', gif, 'image/gif 1x1'],
    ['WebP, lossy', lossy, 'image/webp 1x1'],
    ['WebP, lossless', lossless, 'image/webp 1x1'],
    ['WebP, extended', extended, 'image/webp 1x1'],
    ['BMP', bitmap(7, 9), 'image/bmp 7x9'],
    ['BMP from the top', bitmap(7, -9), 'image/bmp 7x9']
  ])('is measured by its header: %s', (_name, bytes, facts) => {
    expect(outcome(image, bytes)).toBe(facts);
    expect(score(image, bytes)).toBe(0.98);
  });

  it('is none beyond 50,000,000 pixels or 20,000,000 bytes', () => {
    expect(outcome(image, png(50_000, 1_001))).toBe('too-large at null');
    expect(outcome(image, png(4_294_967_295, 4_294_967_295))).toBe('too-large at null');
    expect(outcome(image, Buffer.concat([png(1, 1), Buffer.alloc(20_000_000)]))).toBe('too-large at null');
  });

  it('is none of these', () => {
    expect(outcome(image, jpeg.subarray(0, 24))).toBe('cut-short at 24');
    expect(outcome(image, png(5, 5).subarray(0, 20))).toBe('cut-short at 20');
    expect(outcome(image, 'text')).toBe('invalid at 0');
    for (const bytes of [png(0, 1), 'BMW X5, and then some more text', 'RIFF', 'GIF', '\xff\xd8', '']) {
      expect(score(image, bytes)).toBe(0);
    }
  });

  it(
    'answers for anything',
    () => {
      expect(decodeMutated(mutationCase('image')).read).toBeGreaterThan(0);
    },
    timeoutMs
  );
});

describe('SVG', () => {
  const around = (inside: string, size = 'width="40" height="20"'): string =>
    `<?xml version="1.0"?><!-- drawn --><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${inside}</svg>`;
  const drawn = (svg: string): Buffer => {
    const decoded = image.decode(Buffer.from(svg), decodeContext());
    return Buffer.from(decoded.kind === 'image' ? decoded.bytes : []);
  };
  const red = '<rect width="40" height="20" fill="red"/>';

  it('waits for what draws it', () => {
    expect(() => outcome(image, around(red))).toThrow();
  });

  describe('drawn', () => {
    beforeAll(async () => {
      const folder = (file: string): string =>
        file.endsWith('.wasm') ? '@resvg/resvg-wasm' : '@fontsource-variable/inter/files';
      await prepareSvg((file) => readFileSync(`node_modules/${folder(file)}/${file}`));
    });

    it('is a PNG of its own size', () => {
      expect(outcome(image, around(red))).toBe('image/png 40x20');
      expect(drawn(around(red)).subarray(1, 4).toString()).toBe('PNG');
      expect(score(image, around(red))).toBe(0.96);
      expect(score(image, '<svg><broken')).toBe(0.96);
      expect(score(image, '<html><svg/></html>')).toBe(0);
    });

    it('is made smaller when it is large', () => {
      expect(outcome(image, around(red, 'width="200000" height="100000"'))).toBe('image/png 2048x1024');
      expect(outcome(image, around(red, 'width="100" height="100000"'))).toBe('image/png 2x2048');
      expect(outcome(image, around(red, 'width="10" height="100000"'))).toBe('too-large at null');
    });

    it('has its text drawn', () => {
      const text = (word: string): Buffer =>
        drawn(around(`<text x="2" y="16" font-size="16" font-family="Arial">${word}</text>`));
      const nothing = drawn(around(''));
      for (const word of ['Temp', 'Темп', 'λ']) expect(text(word).equals(nothing)).toBe(false);
    });

    it('loads, runs and shows nothing from elsewhere', () => {
      const foreign = [
        '<script>throw 1</script>',
        '<image href="file:///etc/hostname" width="9" height="9"/>',
        '<image xlink:href="http://127.0.0.1:9/x.png" width="9" height="9"/>',
        '<style>@import url("http://127.0.0.1:9/x.css");</style>',
        '<foreignObject width="40" height="20"><body xmlns="http://www.w3.org/1999/xhtml">x</body></foreignObject>'
      ];
      expect(drawn(around(foreign.join('') + red)).equals(drawn(around(red)))).toBe(true);
    });

    it('that would be a billion elements is not drawn', () => {
      const doubled = Array.from(
        { length: 30 },
        (_, at) => `<g id="a${at + 1}"><use href="#a${at}"/><use xlink:href="#a${at}"/></g>`
      );
      const bomb = around(`<defs><g id="a0">${red}</g>${doubled.join('')}</defs><use href="#a30"/>`);
      expect(outcome(image, bomb)).toBe('too-large at null');
      const patterns = Array.from(
        { length: 30 },
        (_, at) =>
          `<pattern id="a${at + 1}" width="1" height="1"><rect fill="url(#a${at})"/><rect style="fill:url('#a${at}')"/></pattern>`
      );
      expect(outcome(image, around(`<g id="a0"/>${patterns.join('')}<rect fill="url(#a30)"/>`))).toBe(
        'too-large at null'
      );
      const ring = '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>';
      expect(outcome(image, around(ring))).toBe('too-large at null');
      const often = '<g id="a"><rect/></g>' + '<use href="#a"/>'.repeat(2_000);
      expect(outcome(image, around(often))).toBe('image/png 40x20');
    });

    it('with entities or faults is not drawn', () => {
      const entities = `<!DOCTYPE svg [<!ENTITY a "b">]>${around(red).replace(/^<\?xml[^>]*>/, '')}`;
      expect(outcome(image, entities)).toBe('invalid at 15');
      expect(outcome(image, '<svg xmlns="http://www.w3.org/2000/svg">')).toBe('invalid at null');
      expect(outcome(image, Buffer.concat([Buffer.from(around('')), Buffer.from([0xff])]))).toMatch(/^invalid at \d+$/);
    });

    it(
      'answers for anything',
      () => {
        const samples = [around(red), around('<g id="a"><path d="M0 0L10 10z"/></g><use href="#a" x="3"/>')];
        const bytes = samples.map((svg) => Buffer.from(svg));
        expect(decodeMutated({ decoder: image, originals: bytes }).read).toBeGreaterThan(0);
      },
      timeoutMs
    );
  });
});
