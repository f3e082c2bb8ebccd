import { readdirSync, readFileSync } from 'node:fs';

/** What one process of an app is and takes, as Linux sees it. */
export interface ProcessFigures {
  readonly pid: number;
  readonly kind: 'main' | 'engine' | 'renderer' | 'gpu' | 'network' | 'other';
  /** Its own memory and its share of what it shares: these add up. */
  readonly pssBytes: number;
  readonly rssBytes: number;
  /** User and system time since it started. */
  readonly cpuMs: number;
}

/** `sysconf(_SC_CLK_TCK)` is 100 on every Linux that Electron runs on. */
const msPerClockTick = 10;

/** A process and everything below it. Linux only; as another user than root of own processes only. */
export function processFigures(rootPid: number): readonly ProcessFigures[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = statFields(pid)?.[1];
    if (parent !== undefined) children.set(Number(parent), [...(children.get(Number(parent)) ?? []), pid]);
  }
  const found: ProcessFigures[] = [];
  const pending = [rootPid];
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    pending.push(...(children.get(pid) ?? []));
    const figures = figuresOf(pid, pid === rootPid);
    if (figures) found.push(figures);
  }
  return found;
}

export function sumOfPss(figures: readonly ProcessFigures[]): number {
  return figures.reduce((sum, { pssBytes }) => sum + pssBytes, 0);
}

/** All processes of one kind together. */
export function ofKind(
  figures: readonly ProcessFigures[],
  kind: ProcessFigures['kind']
): Omit<ProcessFigures, 'pid' | 'kind'> {
  const some = figures.filter((one) => one.kind === kind);
  const sum = (field: 'pssBytes' | 'rssBytes' | 'cpuMs'): number => some.reduce((total, one) => total + one[field], 0);
  return { pssBytes: sum('pssBytes'), rssBytes: sum('rssBytes'), cpuMs: sum('cpuMs') };
}

function figuresOf(pid: number, root: boolean): ProcessFigures | null {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const bytes = (field: string): number => Number(new RegExp(`^${field}: +(\\d+) kB`, 'm').exec(rollup)?.[1]) * 1_024;
    const fields = statFields(pid) ?? [];
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return {
      pid,
      kind: root ? 'main' : kindOf(command),
      pssBytes: bytes('Pss'),
      rssBytes: bytes('Rss'),
      cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerClockTick
    };
  } catch {
    // It ended while it was read.
    return null;
  }
}

function kindOf(command: string): ProcessFigures['kind'] {
  if (command.includes('--utility-sub-type=node.mojom.NodeService')) return 'engine';
  if (command.includes('--type=renderer')) return 'renderer';
  if (command.includes('--type=gpu-process')) return 'gpu';
  if (command.includes('--utility-sub-type=network')) return 'network';
  return 'other';
}

/** The fields of /proc/<pid>/stat after the name, which may have spaces: state, parent, … [proc(5)]. */
function statFields(pid: number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
