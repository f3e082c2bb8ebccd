/** Names as written. */
const words = ['a', 'b', 'id', 'name', 'ts', 'värde', '\\u0061', 'a.b', ''];
const scalars = [
  '0',
  '1',
  '-0',
  '1.0',
  '1e400',
  '9007199254740993',
  'true',
  'null',
  '""',
  '"ok"',
  '"x, y"',
  '"\\n"',
  '"ü"'
];

/** A JSON value as text, with duplicate names now and then. */
export function randomJson(random: () => number, levels = 4): string {
  const pick = <T>(some: readonly T[], none: T): T => some[Math.floor(random() * some.length)] ?? none;
  const kind = random();
  if (levels === 0 || kind < 0.3) return pick(scalars, '0');
  const children = Array.from({ length: Math.floor(random() * 6) }, () => randomJson(random, levels - 1));
  if (kind < 0.6) return `[${children.join(random() < 0.5 ? ',' : ' ,\n ')}]`;
  return `{${children.map((child) => `"${pick(words, 'a')}${random() < 0.5 ? Math.floor(random() * 3) : ''}":${child}`).join(',')}}`;
}

/** The same text with some scalars, elements and fields changed. */
export function mutatedJson(text: string, random: () => number): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+|\s+/g) ?? [];
  const isName = (at: number): boolean => tokens[at + 1] === ':';
  return tokens
    .map((token, at) => {
      const scalar = !/^[{}[\]:,\s]/.test(token) && !isName(at);
      if (!scalar || random() > 0.2) return token;
      if (tokens[at - 1] === ':' || random() < 0.5) return randomJson(random, random() < 0.5 ? 0 : 2);
      return tokens[at - 1] === '[' || tokens[at - 1] === ',' ? `${randomJson(random, 1)},${token}` : token;
    })
    .join('')
    .replace(/([{,])("[^"]*":)([^,{}[\]]*),"/g, (all: string, before: string) => (random() < 0.1 ? `${before}"` : all))
    .replace(/,"[^",{}]*,"/g, (all) => all);
}

/** The same value with the names of every object in another order; names that come twice keep theirs. */
export function reorderedJson(value: unknown, random: () => number): string {
  if (Array.isArray(value)) return `[${value.map((each) => reorderedJson(each, random)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, each]) => ({ at: random(), name, each }));
  fields.sort((left, right) => left.at - right.at);
  return `{${fields.map(({ name, each }) => `${JSON.stringify(name)}: ${reorderedJson(each, random)}`).join(', ')}}`;
}
