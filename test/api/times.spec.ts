import { expectProblem, type ProblemBody } from '../support/http/expect-problem.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import { assigned, commands, keyed, offered, started, withHeaders } from '../support/api/steps.js';

const { given, product } = stage();
const { RecordContact, ReportAttendance } = commands;
const hour = 3_600_000;

/** The times of what a contact with these fields comes to. */
async function timesOf(scene: Scene, fields: object) {
  await scene.did(RecordContact({ ...fields }));
  const { occurredAt, sourceKnewAt, learnedAt, recordedAt } = await scene.entry('ContactHeld');
  return { occurredAt, sourceKnewAt, learnedAt, recordedAt };
}

async function expectRefused(scene: Scene, step: Step, status: number, code: string): Promise<ProblemBody> {
  const before = await product().head();
  const problem = expectProblem(await scene.does(step), status, code);
  expect(await product().head()).toBe(before);
  return problem;
}

describe('times that nobody said', () => {
  it('are now', async () => {
    const scene = await given(...started);
    const now = scene.moment();
    expect(await timesOf(scene, {})).toEqual({ occurredAt: now, learnedAt: now, recordedAt: now });
  });

  it('are the end of the day that the command is about, in Berlin', async () => {
    const scene = await given(...assigned, commands.ConfirmStart());
    product().clock.advance(48 * hour);
    await scene.did(ReportAttendance({ days: [{ day: scene.day(-1), state: 'present' }] }));
    const { occurredAt, learnedAt, recordedAt } = await scene.entry('AttendanceReported');
    expect({ occurredAt, learnedAt }).toEqual({
      occurredAt: `${scene.day(-1)}T21:59:59.999Z`,
      learnedAt: recordedAt,
    });
  });

  it('are now where that day is not over', async () => {
    const scene = await given(...started, ReportAttendance());
    const { occurredAt, recordedAt } = await scene.entry('AttendanceReported');
    expect(occurredAt).toBe(recordedAt);
  });
});

describe('times that were said', () => {
  it('are kept apart', async () => {
    const scene = await given(...started);
    product().clock.advance(48 * hour);
    const said = {
      occurredAt: scene.moment(-30 * 60),
      sourceKnewAt: scene.moment(-29 * 60),
      learnedAt: scene.moment(-60),
    };
    expect(await timesOf(scene, said)).toEqual({ ...said, recordedAt: scene.moment() });
  });

  it('are kept in UTC, whatever their offset', async () => {
    const scene = await given(...started);
    const [day, time] = scene.moment(-1).split('T') as [string, string];
    const inBerlin = `${day}T${String(Number(time.slice(0, 2)) + 2).padStart(2, '0')}${time.slice(2, -1)}+02:00`;
    expect((await timesOf(scene, { occurredAt: inBerlin })).occurredAt).toBe(scene.moment(-1));
  });

  it('may be a minute ahead of the clock, and are then taken as now', async () => {
    const scene = await given(...started);
    const now = scene.moment();
    expect(await timesOf(scene, { occurredAt: scene.moment(1), learnedAt: scene.moment(1) })).toEqual({
      occurredAt: now,
      learnedAt: now,
      recordedAt: now,
    });
  });

  it.each([
    ['what occurs in the future', { occurredAt: 1.001 }],
    ['what is learned in the future', { learnedAt: 2 }],
    ['what its source knows in the future', { sourceKnewAt: 2 }],
    ['what is learned before it occurs', { occurredAt: -5, learnedAt: -10 }],
    ['what its source knew before it occurred', { occurredAt: -5, sourceKnewAt: -10 }],
    ['what its source knew after the office', { occurredAt: -10, learnedAt: -5, sourceKnewAt: -1 }],
  ])('are refused where they contradict each other: %s', async (_, minutes) => {
    const scene = await given(...started);
    const said = Object.fromEntries(Object.entries(minutes).map(([name, m]) => [name, scene.moment(m)]));
    await expectRefused(scene, RecordContact(said), 422, 'time-order');
  });

  it('do not go behind what the participation became meanwhile', async () => {
    const scene = await given(...offered, commands.GiveConsent(), commands.AssignPlace());
    const yesterday = scene.moment(-24 * 60);
    await expectRefused(scene, commands.ConfirmStart({ occurredAt: yesterday }), 422, 'time-order');
  });

  it.each([
    ['of year 0', '0000-01-01T00:00:00Z'],
    ['of year 9999', '9999-12-31T23:59:59Z'],
    ['beyond the year 2999 in UTC', '2999-12-31T23:30:00-01:00'],
    ['before the year 1900 in UTC', '1900-01-01T00:30:00+01:00'],
    ['on 29 February of a common year', '2025-02-29T12:00:00Z'],
    ['on 30 February', '2024-02-30T12:00:00Z'],
    ['at 24:00', '2026-05-01T24:00:00Z'],
    ['with a leap second', '2016-12-31T23:59:60Z'],
    ['without an offset', '2026-05-01T12:00:00'],
    ['with a blank', '2026-05-01 12:00:00Z'],
    ['as a day', '2026-05-01'],
    ['as a number', 1_778_486_400_000],
    ['as nothing', null],
    ['as a list', ['2026-05-01T12:00:00Z']],
  ])('are refused by name where they are none: %s', async (_, occurredAt) => {
    const scene = await given(...started);
    const { errors } = await expectRefused(scene, RecordContact({ occurredAt }), 422, 'validation');
    expect(new Set(errors?.map(({ field }) => field))).toEqual(new Set(['occurredAt']));
  });
});

describe('a day', () => {
  it.each([
    '0000-01-01',
    '1899-12-31',
    '3000-01-01',
    '9999-12-31',
    '2025-02-29',
    '2026-13-01',
    '2026-5-1',
    '2026-05-11T00:00:00Z',
    '',
  ])('is refused where the calendar has none: %s', async startsOn => {
    const scene = await given(...offered, commands.GiveConsent());
    const { errors } = await expectRefused(scene, commands.AssignPlace({ startsOn }), 422, 'validation');
    expect(errors?.map(({ field }) => field)).toEqual(['startsOn']);
  });

  it.each(['1900-01-01', '2024-02-29', '2028-02-29', '2999-12-31'])('may be %s', async startsOn => {
    const scene = await given(...offered, commands.GiveConsent());
    await scene.did(commands.AssignPlace({ startsOn }));
  });

  it('on which a participation is said to have started may not lie ahead', async () => {
    const scene = await given(...assigned);
    await expectRefused(scene, commands.ConfirmStart({ startedOn: scene.day(1) }), 422, 'time-order');
  });
});

describe('the moment of recording', () => {
  it.each([
    'recordedAt',
    'position',
    'revision',
    'actor',
    'correlationId',
    'origin',
    'rulebook',
    'id',
    'type',
  ])('is set by nobody but the product, and so is %s', async field => {
    const scene = await given(...started);
    const { errors } = await expectRefused(
      scene,
      RecordContact({ [field]: scene.moment() }),
      422,
      'validation',
    );
    expect(errors).toEqual([{ field, problem: 'should not exist' }]);
  });

  it('never lies before the entry before it, though the clock be put back', async () => {
    const scene = await given(...started);
    const { recordedAt: before } = await scene.entry('ParticipationStarted');
    const { clock } = product();
    clock.set(clock.now() - hour);
    const { recordedAt, occurredAt } = await timesOf(scene, {});
    clock.set(clock.now() + hour);
    expect([recordedAt, occurredAt]).toEqual([before, before]);
  });

  it('names the rulebook that was valid when it occurred', async () => {
    const scene = await given(...started);
    await scene.did(RecordContact());
    const before = await scene.entry('ContactHeld');
    const { clock } = product();
    clock.set(Math.max(clock.now(), Date.UTC(2026, 6, 2, 8)));
    await scene.did(RecordContact());
    const after = await scene.entry('ContactHeld');
    await scene.did(RecordContact({ occurredAt: before.occurredAt }));
    const reportedLate = await scene.entry('ContactHeld');
    expect(after.rulebook).not.toBe(before.rulebook);
    expect(reportedLate.rulebook).toBe(before.rulebook);
  });
});

describe('a correlation id', () => {
  const given36 = '0198c0de-1234-7abc-8def-0123456789ab';

  it('that is a UUID goes through to the answer and the record', async () => {
    const scene = await given(...started);
    const answer = await scene.does(withHeaders({ 'x-correlation-id': given36 }, RecordContact()));
    expect(answer.headers['x-correlation-id']).toBe(given36);
    expect((await scene.entry('ContactHeld')).correlationId).toBe(given36);
  });

  it('may be written in capitals', async () => {
    const scene = await given(...started);
    await scene.did(withHeaders({ 'x-correlation-id': given36.toUpperCase() }, RecordContact()));
    expect((await scene.entry('ContactHeld')).correlationId.toLowerCase()).toBe(given36);
  });

  it.each(['Erika Mustermann', '', given36.slice(1), `${given36}0`])(
    'that is none, such as %j, is replaced by one',
    async correlationId => {
      const scene = await given(...started);
      const answer = await scene.does(withHeaders({ 'x-correlation-id': correlationId }, RecordContact()));
      const entry = await scene.entry('ContactHeld');
      expect(entry.correlationId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(answer.headers['x-correlation-id']).toBe(entry.correlationId);
    },
  );

  it('stands in every event of a request, and so does what caused them', async () => {
    const scene = await given(...assigned, commands.ConfirmStart());
    await scene.did(withHeaders({ 'x-correlation-id': given36 }, keyed('k', commands.ConfirmDropout())));
    const ended = await scene.entry('ParticipationDroppedOut');
    const freed = (await product().stream(`measure-${scene.ids.measureId}`)).at(-1)!;
    expect([ended.type, freed.type]).toEqual(['ParticipationDroppedOut', 'PlaceFreed']);
    expect([ended.correlationId, freed.correlationId]).toEqual([given36, given36]);
    expect(freed.causationId).toBe(ended.command.id);
  });
});
