/** Work that has work inside: what it yields is done before it goes on. */
export type NestedWork = Generator<NestedWork, void>;

/** Runs it with a stack of our own: how deep it goes is decided by input. */
export function runNested(work: NestedWork): void {
  const stack = [work];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const step = top.next();
    if (step.done === true) stack.pop();
    else stack.push(step.value);
  }
}
