const sliceMs = 2;
const pieceBytes = 524_288;

interface Copied<T> {
  readonly input: T;
  /** To be handed over with it. */
  readonly buffers: ArrayBuffer[];
}

interface Copy {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
}

/**
 * A job's input as it is sent: all bytes in it are copied, each into a buffer of its own that can be handed over, because
 * what is given may be a view into memory that others read. Large ones are copied in slices of at most 2 ms, so that
 * messages go on coming in. Null: aborted meanwhile.
 */
export async function copiedInput<T>(input: T, isAborted: () => boolean): Promise<Copied<T> | null> {
  const copies: Copy[] = [];
  const buffers: ArrayBuffer[] = [];
  const copied = shape(input, copies, buffers) as T;
  let untilMs = performance.now() + sliceMs;
  for (const { from, to } of copies) {
    for (let at = 0; at < from.length; at += pieceBytes) {
      to.set(from.subarray(at, at + pieceBytes), at);
      if (performance.now() < untilMs) continue;
      await new Promise((resume) => setImmediate(resume));
      if (isAborted()) return null;
      untilMs = performance.now() + sliceMs;
    }
  }
  return { input: copied, buffers };
}

/** Inputs of jobs are a few levels of plain objects, lists and typed arrays (decode-jobs.ts). */
function shape(value: unknown, copies: Copy[], buffers: ArrayBuffer[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) return emptyLike(value, copies, buffers);
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return list.map((item) => shape(item, copies, buffers));
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shape(item, copies, buffers)]));
}

function emptyLike(view: ArrayBufferView, copies: Copy[], buffers: ArrayBuffer[]): ArrayBufferView {
  const buffer = new ArrayBuffer(view.byteLength);
  buffers.push(buffer);
  copies.push({ from: new Uint8Array(view.buffer, view.byteOffset, view.byteLength), to: new Uint8Array(buffer) });
  if (view instanceof Uint32Array) return new Uint32Array(buffer);
  if (view instanceof Float64Array) return new Float64Array(buffer);
  return new Uint8Array(buffer);
}
