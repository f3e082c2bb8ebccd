const longestName = 200;

/** What a duplicate is called: `Plant copy`, `Plant copy 2`; never longer than a name may be. */
export function copyName(name: string, taken: readonly string[]): string {
  for (let count = 1; ; count += 1) {
    const ending = count === 1 ? ' copy' : ` copy ${count}`;
    const candidate = `${name.slice(0, longestName - ending.length)}${ending}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
