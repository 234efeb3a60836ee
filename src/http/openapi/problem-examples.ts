import { Refused } from '../../application/refused.js';
import type { Fault } from '../../application/validation.js';
import { reject, type RejectionCode } from '../../terms/rejection.js';
import { answerTo } from '../problem/answer-to.js';
import { detailsOf, Problem, type Answer } from '../problem/problem.js';
import { problems, type ProblemCode } from '../problem/statuses.js';

type Code = ProblemCode | RejectionCode;

const prefix = '#/components/examples/';
const correlationId = '0d5c4c1e-7f0b-4b57-9d0e-3f6c8f4a2b11';
const detail = 'What is wrong here, in words for people.';
const errors: Readonly<Partial<Record<Code, readonly Fault[]>>> = {
  validation: [{ field: 'days.3.state', problem: 'is missing' }],
  'bad-text': [{ field: 'note', problem: 'has forbidden characters' }],
  'bad-query': [{ field: 'limit', problem: 'must not be greater than 200' }],
};

const isProblemCode = (code: string): code is ProblemCode => code in problems;

/** The codes that a status is answered with, as examples that the page shows and a program can list. */
export const examplesOf = (status: number, codes: Iterable<Code>) =>
  Object.fromEntries([...codes].map(code => [code, { $ref: `${prefix}${code}-${status}` }]));

/** The examples that something refers to. */
export function problemExamples(described: unknown): Readonly<Record<string, { readonly value: object }>> {
  const named = JSON.stringify(described).matchAll(/"#\/components\/examples\/([a-z-]+)-(\d{3})"/g);
  const answers = new Map(
    [...named].map(([, code, status]) => [`${code}-${status}`, [code as Code, Number(status)] as const]),
  );
  return Object.fromEntries(
    [...answers]
      .toSorted()
      .map(([name, [code, status]]) => [
        name,
        { value: detailsOf({ ...answerOf(code), status }, correlationId) },
      ]),
  );
}

function answerOf(code: Code): Answer {
  const faults = errors[code];
  if (isProblemCode(code)) return new Problem(code, detail, faults ? { errors: faults } : {});
  return answerTo(new Refused(reject(code, detail)), [])!;
}
