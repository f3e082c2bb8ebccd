/** What a Sparkplug B topic says [Sparkplug 3.0, chapter 4]. Parts are as published. */
export type SparkplugTopic =
  | {
      readonly kind: SparkplugMessageKind;
      readonly group: string;
      readonly node: string;
      /** Null: the message is of the edge node itself. */
      readonly device: string | null;
    }
  /** A host application says whether it is there. */
  | { readonly kind: 'STATE'; readonly host: string };

type SparkplugMessageKind = 'NBIRTH' | 'NDEATH' | 'NDATA' | 'NCMD' | 'DBIRTH' | 'DDEATH' | 'DDATA' | 'DCMD';

const namespace = 'spBv1.0';
const nodeKinds: ReadonlyMap<string, SparkplugMessageKind> = new Map<string, SparkplugMessageKind>([
  ['NBIRTH', 'NBIRTH'],
  ['NDEATH', 'NDEATH'],
  ['NDATA', 'NDATA'],
  ['NCMD', 'NCMD']
]);
const deviceKinds: ReadonlyMap<string, SparkplugMessageKind> = new Map<string, SparkplugMessageKind>([
  ['DBIRTH', 'DBIRTH'],
  ['DDEATH', 'DDEATH'],
  ['DDATA', 'DDATA'],
  ['DCMD', 'DCMD']
]);

/**
 * `spBv1.0/group/TYPE/node`, `spBv1.0/group/TYPE/node/device`, `spBv1.0/STATE/host` (3.0) or `STATE/host` (2.2) taken apart; null for
 * every other topic.
 */
export function parseSparkplugTopic(topic: string | null): SparkplugTopic | null {
  // most topics are none: no array is made for them
  if (topic === null || !(topic.startsWith(`${namespace}/`) || topic.startsWith('STATE/'))) return null;
  const parts = topic.split('/', 6);
  if (parts[0] === 'STATE') return state(parts.slice(1));
  if (parts[1] === 'STATE' && parts.length === 3) return state(parts.slice(2));
  const [, group = '', type = '', node = '', device] = parts;
  const kind = (device === undefined ? nodeKinds : deviceKinds).get(type);
  if (kind === undefined || parts.length > 5 || group === '' || node === '' || device === '') return null;
  return { kind, group, node, device: device ?? null };
}

function state(rest: readonly string[]): SparkplugTopic | null {
  const [host = ''] = rest;
  return rest.length === 1 && host !== '' ? { kind: 'STATE', host } : null;
}
