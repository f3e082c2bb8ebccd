const pageBits = 16;
const nodesPerPage = 1 << pageBits;
/** Numbers per node: with eight, a node is half a cache line. */
const width = 8;
const parent = 0;
const segment = 1;
/** The depth times two, plus one for a topic. */
const depthAndTopic = 2;
const childCount = 3;
const childRoot = 4;
const left = 5;
const right = 6;
const above = 7;

/**
 * The nodes of a tree, eight numbers each, in pages of 65,536; 0 is the root. Knows nothing of what the numbers mean to
 * each other.
 */
export class TopicNodes {
  readonly #pages: Int32Array[] = [new Int32Array(nodesPerPage * width)];
  #count = 1;

  constructor() {
    this.#set(0, parent, -1);
  }

  get count(): number {
    return this.#count;
  }

  get capacity(): number {
    return this.#pages.length * nodesPerPage;
  }

  get memoryBytes(): number {
    return this.capacity * width * 4;
  }

  /** Room for `more` nodes. */
  reserve(more: number): void {
    while (this.#count + more > this.capacity) this.#pages.push(new Int32Array(nodesPerPage * width));
  }

  /** A node more, there must be room for it; its parent has one child more. */
  add(parentNode: number, segmentId: number): number {
    const node = this.#count;
    this.#count += 1;
    const page = this.#page(node);
    const at = place(node);
    page[at + parent] = parentNode;
    page[at + segment] = segmentId;
    page[at + depthAndTopic] = (this.depth(parentNode) + 1) * 2;
    const parentPage = this.#page(parentNode);
    const countAt = place(parentNode) + childCount;
    parentPage[countAt] = (parentPage[countAt] ?? 0) + 1;
    return node;
  }

  parent(node: number): number {
    return this.#page(node)[place(node) + parent] ?? 0;
  }

  segment(node: number): number {
    return this.#page(node)[place(node) + segment] ?? 0;
  }

  depth(node: number): number {
    return (this.#page(node)[place(node) + depthAndTopic] ?? 0) >>> 1;
  }

  isTopic(node: number): boolean {
    return ((this.#page(node)[place(node) + depthAndTopic] ?? 0) & 1) !== 0;
  }

  markTopic(node: number): void {
    const page = this.#page(node);
    const at = place(node) + depthAndTopic;
    page[at] = (page[at] ?? 0) | 1;
  }

  childCount(node: number): number {
    return this.#page(node)[place(node) + childCount] ?? 0;
  }

  childRoot(node: number): number {
    return this.#page(node)[place(node) + childRoot] ?? 0;
  }

  setChildRoot(node: number, child: number): void {
    this.#set(node, childRoot, child);
  }

  left(node: number): number {
    return this.#page(node)[place(node) + left] ?? 0;
  }

  setLeft(node: number, lower: number): void {
    this.#set(node, left, lower);
  }

  right(node: number): number {
    return this.#page(node)[place(node) + right] ?? 0;
  }

  setRight(node: number, lower: number): void {
    this.#set(node, right, lower);
  }

  above(node: number): number {
    return this.#page(node)[place(node) + above] ?? 0;
  }

  setAbove(node: number, upper: number): void {
    this.#set(node, above, upper);
  }

  #page(node: number): Int32Array {
    return this.#pages[node >>> pageBits] as Int32Array;
  }

  #set(node: number, field: number, value: number): void {
    this.#page(node)[place(node) + field] = value;
  }
}

function place(node: number): number {
  return (node & (nodesPerPage - 1)) * width;
}
