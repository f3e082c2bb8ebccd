/**
 * Bytes of a picture as a `data:` URL, which is all that the page's policy lets an image come from besides our own files. The
 * type is one of five that the engine measured, so that nothing else is ever made of the bytes. Null: they cannot be read.
 */
export function pictureUrl(bytes: Uint8Array, mime: string): Promise<string | null> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : null));
    reader.addEventListener('error', () => resolve(null));
    reader.readAsDataURL(new Blob([new Uint8Array(bytes)], { type: mime }));
  });
}
