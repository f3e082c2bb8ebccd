/** What nobody sees, or what turns the words around it: zero-width and bidi controls come along with text from a web page. */
const unshowable = /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A name of a connection or a folder as it is saved: what is on show of it, without space around. Empty: none. */
export function typedName(text: string): string {
  return text.replace(unshowable, '').trim();
}
