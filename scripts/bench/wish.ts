import { parseArgs } from 'node:util';

/** The workloads of the bench, by the name under which `--only` knows them. */
export const workloads = ['commands', 'append', 'lag', 'rebuild', 'reads', 'start', 'kurrentdb'] as const;
export type Workload = (typeof workloads)[number];

export interface Wish {
  readonly sizes: readonly number[];
  /** How long a thing is measured, all its rounds together. */
  readonly seconds: number;
  readonly only: readonly Workload[];
  readonly json: string;
  /** By how much more than its goal a figure has to be better. */
  readonly margin: number;
}

/** To render figures that stand in a file. */
export interface Rendering {
  readonly markdown: string;
}

export const usage =
  'usage: npm run bench [-- [--events N]… [--seconds S] [--only WORKLOAD]… [--json FILE] [--margin F]]\n' +
  '       npm run bench -- --markdown FILE\n' +
  `workloads: ${workloads.join(', ')}\n`;

const options = {
  events: { type: 'string', multiple: true },
  seconds: { type: 'string' },
  only: { type: 'string', multiple: true },
  json: { type: 'string' },
  margin: { type: 'string' },
  markdown: { type: 'string' },
} as const;

/** What is wished, or every fault of it. */
export function wishIn(args: readonly string[]): Wish | Rendering | { readonly faults: readonly string[] } {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const faults = positionals.map(word => `${word}: not understood`);
  const known = new Set(Object.keys(options));
  for (const token of tokens)
    if (token.kind === 'option')
      if (!known.has(token.name)) faults.push(`${token.rawName}: there is no such option`);
      else if (!token.value) faults.push(`${token.rawName}: a value is missing`);
  const textsOf = (name: keyof typeof options): readonly string[] =>
    [values[name] ?? []].flat().filter((value): value is string => typeof value === 'string' && value !== '');
  const numberOf = (name: 'seconds' | 'margin', usual: number): number => {
    const value = Number(textsOf(name).at(-1) ?? usual);
    if (!(value > 0 && Number.isFinite(value))) faults.push(`--${name}: not a number above 0`);
    return value;
  };
  const sizes = textsOf('events').map(Number);
  if (!sizes.every(size => Number.isSafeInteger(size) && size >= 1_000))
    faults.push('--events: not a whole number of at least 1000');
  const only = textsOf('only');
  for (const word of only)
    if (!(workloads as readonly string[]).includes(word)) faults.push(`--only: there is no workload ${word}`);
  const [seconds, margin] = [numberOf('seconds', 10), numberOf('margin', 1)];
  const markdown = textsOf('markdown').at(-1);
  if (markdown !== undefined && tokens.length > 2) faults.push('--markdown: only by itself');
  if (faults.length > 0) return { faults };
  if (markdown !== undefined) return { markdown };
  return {
    sizes: sizes.length > 0 ? [...new Set(sizes)].toSorted((a, b) => a - b) : [100_000, 500_000],
    seconds,
    margin,
    only: only.length > 0 ? (only as readonly Workload[]) : workloads,
    json: textsOf('json').at(-1) ?? 'bench-results.json',
  };
}
