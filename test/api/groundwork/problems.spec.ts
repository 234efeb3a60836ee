import { HttpException } from '@nestjs/common';
import {
  IdempotencyKeyReused,
  InvalidInput,
  PreconditionFailed,
} from '../../../src/application/command-errors.js';
import { Refused } from '../../../src/application/refused.js';
import { OutcomeUnknown, RevisionConflict, StoreUnavailable } from '../../../src/event-store/event-store.js';
import { Problem } from '../../../src/http/problem/problem.js';
import { problems, statusOf, typeOf, type ProblemCode } from '../../../src/http/problem/statuses.js';
import { reject, rejectInput, rejectionCodes } from '../../../src/terms/rejection.js';
import { expectProblem } from '../../support/http/expect-problem.js';
import { startFace, type Face } from '../../support/http/face.js';

let face: Face;
beforeAll(async () => {
  face = await startFace();
});
afterAll(() => face.end());

/** What a route answers that throws. */
function thrown(error: unknown, url = '/v1/fail') {
  face.stage.fail = () => {
    throw error;
  };
  return face.app.inject({ url });
}

const codes = Object.keys(problems) as ProblemCode[];

it.each(codes)('%s has its type and status', async code => {
  const answer = await thrown(new Problem(code, 'In words.'));
  expect(expectProblem(answer, problems[code].status, code).detail).toBe('In words.');
  expect(answer.headers['retry-after'] !== undefined).toBe(answer.statusCode === 503);
});

it('gives every code of the face and of the domain a type of its own', () => {
  const types = [...codes, ...rejectionCodes].map(typeOf);
  expect(new Set(types).size).toBe(types.length);
});

describe('a refusal of the domain', () => {
  it.each(rejectionCodes)(
    '%s is a conflict, or unprocessable where the input itself is wrong',
    async code => {
      const conflict = expectProblem(await thrown(new Refused(reject(code, 'Why.'))), 409, code);
      expect(conflict).toMatchObject({
        detail: 'Why.',
        title: expect.stringMatching(/^[A-Z][a-z ]+$/) as string,
      });
      expectProblem(await thrown(new Refused(rejectInput(code, 'Why.'))), 422, code);
    },
  );

  it('is not found where the path names what is unknown', async () => {
    const path = '/v1/fail/m-1';
    expectProblem(await thrown(new Refused(reject('unknown-measure', 'No.')), path), 404, 'unknown-measure');
    expectProblem(
      await thrown(new Refused(rejectInput('unknown-measure', 'No.')), path),
      404,
      'unknown-measure',
    );
    expectProblem(await thrown(new Refused(reject('unknown-client', 'No.')), path), 409, 'unknown-client');
    expectProblem(await thrown(new Refused(reject('wrong-phase', 'No.')), path), 409, 'wrong-phase');
  });

  it('finds a parameter of more than one word', () => {
    const unknown = { code: 'unknown-provider-case', detail: '', input: false };
    expect(statusOf(unknown as unknown as Parameters<typeof statusOf>[0], ['providerCaseId'])).toBe(404);
  });
});

it('tells a conflict of writers and a store that cannot be reached', async () => {
  expectProblem(await thrown(new RevisionConflict('client-c-77', 3, 4)), 409, 'revision-conflict');
  const answer = await thrown(new StoreUnavailable('ENOSPC /var/lib/secret'));
  expectProblem(answer, 503, 'store-unavailable');
  expect(answer.headers['retry-after']).toBe('5');
  expect(answer.body).not.toMatch(/ENOSPC|secret/);
});

it('says whether nothing was written, or how to find out', async () => {
  const nothing = await thrown(new StoreUnavailable('down'));
  expect(expectProblem(nothing, 503, 'store-unavailable').detail).toMatch(/this request wrote nothing/i);
  const open = await thrown(new OutcomeUnknown('participation-p-secret'));
  const { detail } = expectProblem(open, 503, 'store-unavailable');
  expect(detail).toMatch(/may have been written or not.*same Idempotency-Key/);
  expect([open.headers['retry-after'], open.body.includes('secret')]).toEqual(['5', false]);
});

it('tells what a command says of its input, its revision and its key', async () => {
  const faults = [{ field: 'occurredAt', problem: 'must not be in the future' }];
  expect(expectProblem(await thrown(new InvalidInput(faults)), 422, 'validation').errors).toEqual(faults);
  expectProblem(await thrown(new PreconditionFailed(7)), 412, 'precondition-failed');
  expectProblem(await thrown(new IdempotencyKeyReused()), 422, 'idempotency-key-reused');
});

it.each([
  [400, 400, 'bad-request'],
  [401, 401, 'unauthenticated'],
  [403, 403, 'forbidden'],
  [404, 404, 'not-found'],
  [406, 406, 'not-acceptable'],
  [409, 400, 'bad-request'],
  [418, 400, 'bad-request'],
  [500, 500, 'internal'],
  [502, 500, 'internal'],
])("the framework's own %i becomes %i %s, without its words", async (given, status, code) => {
  const answer = await thrown(new HttpException('words of the framework', given));
  expectProblem(answer, status, code);
  expect(answer.body).not.toContain('words');
});

describe('a bug', () => {
  const secret = 'client-c-99 of Erika Mustermann';

  it.each([
    ['an error', new Error(secret)],
    ['an error that says what to answer', Object.assign(new Error(secret), { statusCode: 403, status: 403 })],
    ['a text', secret],
    ['nothing', undefined],
    ['null', null],
    ['an object', { message: secret, statusCode: 418 }],
    ['a type error', new TypeError(secret)],
  ])('that throws %s is answered 500 and leaks nothing', async (_, error) => {
    const before = face.log.length;
    const answer = await thrown(error);
    expectProblem(answer, 500, 'internal');
    expect(answer.body + JSON.stringify(answer.headers)).not.toMatch(/Mustermann|client-c/);
    const said = face.log.slice(before).filter(line => line.level === 'error');
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ message: 'unexpected error', route: '/v1/fail' });
  });

  it('is logged with its stack and the correlation id of the answer, without what it carries', async () => {
    const problem = expectProblem(
      await thrown(Object.assign(new Error('a bug'), { body: secret })),
      500,
      'internal',
    );
    const line = face.log.findLast(({ level }) => level === 'error')!;
    expect(problem.instance).toBe(`urn:uuid:${String(line.correlationId)}`);
    expect(Object.keys(line.err as object)).toEqual(['type', 'message', 'stack']);
    expect((line.err as { stack: string }).stack).toMatch(/a bug\n\s+at .*problems\.spec/);
  });

  it('after the answer has begun cuts it off', async () => {
    face.stage.fail = () => {
      throw new Error(secret);
    };
    const port = await face.listen();
    const read = async () => (await fetch(`http://127.0.0.1:${port}/v1/cut`)).text();
    await expect(read()).rejects.toThrow(/terminated|fetch failed/);
    expect(face.log.some(line => line.route === '/v1/cut' && line.aborted === true)).toBe(true);
  });

  it('in a promise is answered likewise', async () => {
    face.stage.answer = () => Promise.reject(new Error(secret));
    expectProblem(await face.app.inject({ url: '/v1/slow' }), 500, 'internal');
  });
});

describe('the correlation id', () => {
  const ask = (id: string) => face.app.inject({ url: '/nowhere', headers: { 'x-correlation-id': id } });
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it('is kept where it is a UUID', async () => {
    const id = '0190e0c0-7d3c-7abc-8def-0123456789ab';
    expect((await ask(id)).headers['x-correlation-id']).toBe(id);
    expect(face.log.at(-1)).toMatchObject({ correlationId: id });
  });

  it.each(['erika', '', '0190e0c0-7d3c-7abc-8def-0123456789ag', 'a'.repeat(1_000)])(
    'is replaced where it is %.20j',
    async id => {
      expect((await ask(id)).headers['x-correlation-id']).toMatch(uuid);
    },
  );
});
