/**
 * Characters that would hide, reorder or break a line: zero-width and bidi controls, fillers, line separators, tags,
 * noncharacters. Unicode Cf plus the blank letters that fonts draw as nothing (UTS #55, UTR #36).
 */
const invisible =
  /[\u0080-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e007f}]|\u034f|\u17b4|\u17b5|\p{Surrogate}/gu;
// eslint-disable-next-line no-control-regex -- control characters are what this file is about
const control = /[\u0000-\u001f\u007f]/g;
const anythingToShow = /[^\u0020-\u007e]/;

/**
 * Text as a person may safely see it on one line: control characters as their pictures (`␊`), invisible and bidi
 * characters and lone surrogates as escapes (`\u202e`). `keepTabs` leaves tabs alone, for lines of a body.
 */
export function displayText(text: string, keepTabs = false): string {
  if (!anythingToShow.test(text)) return text;
  return text
    .replace(control, (character) => (keepTabs && character === '\t' ? character : picture(character)))
    .replace(invisible, escape);
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  return code === 0x7f ? '\u2421' : String.fromCharCode(0x2400 + code);
}

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
