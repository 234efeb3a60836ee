import { readFileSync } from 'node:fs';
import { problems } from '../../src/http/problem/statuses.js';
import { rejectionCodes } from '../../src/terms/rejection.js';
import { stage } from '../support/api/scene.js';
import { Description } from '../support/openapi/description.js';

const { product } = stage();
const page = readFileSync(new URL('../../docs/refusals.md', import.meta.url), 'utf8');

interface Row {
  readonly code: string;
  readonly statuses: readonly number[];
  readonly when: string;
  readonly whatToDo: string;
}

/** The rows of the table under a heading. */
function rowsUnder(heading: string): readonly Row[] {
  const section = page.split(/^## /m).find(part => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| `([a-z-]+)` +\| ([\d, ]+?) +\| (.+?) +\| (.+?) +\|$/gm)].map(
    ([, code, statuses, when, whatToDo]) => ({
      code: code!,
      statuses: statuses!.split(', ').map(Number),
      when: when!,
      whatToDo: whatToDo!,
    }),
  );
}

const byTheDomain = rowsUnder('By the domain');
const byTheServer = rowsUnder('By the server');

describe('docs/refusals.md', () => {
  it('explains every refusal of the domain, each once, and none that does not exist', () => {
    expect(byTheDomain.map(({ code }) => code)).toEqual([...rejectionCodes]);
  });

  it('explains every problem of the server, each once, and none that does not exist', () => {
    const expected = Object.entries(problems).map(([code, { status }]) => [code, [status]]);
    expect(byTheServer.map(({ code, statuses }) => [code, statuses])).toEqual(expected);
  });

  it('names the statuses with which the routes answer each', async () => {
    const description = await Description.of(product());
    const answered = new Map<string, Set<number>>();
    for (const [, { responses }] of description.routes)
      for (const [status, { content = {} }] of Object.entries(responses))
        for (const code of Object.keys(content['application/problem+json']?.examples ?? {}))
          answered.set(code, (answered.get(code) ?? new Set()).add(Number(status)));
    expect(byTheDomain.map(({ code, statuses }) => [code, statuses])).toEqual(
      byTheDomain.map(({ code }) => [code, [...(answered.get(code) ?? [])].toSorted()]),
    );
  });

  it('has no other table row than these', () => {
    const rows = page.split('\n').filter(line => /^\| *`/.test(line));
    expect(rows).toHaveLength(byTheDomain.length + byTheServer.length);
  });
});
