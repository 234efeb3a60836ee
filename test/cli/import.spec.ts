import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  adviser,
  assign,
  ground,
  noShow,
  offer,
  rejectedOf,
  trainer,
  untilAssigned,
  writeLines,
  type ImportLine,
} from '../support/cli/import-lines.js';
import { eventsIn, seeded, viewPositions } from '../support/cli/record.js';
import { endProcesses, startServer, teilhabe } from '../support/cli/teilhabe.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();
afterEach(endProcesses);

const dataDir = () => join(directory(), 'data');
const file = () => join(directory(), 'lines.ndjson');
const runImport = (...options: readonly string[]) => teilhabe(dataDir(), 'import', file(), ...options);

/** Imports lines that must all be taken. */
async function taken(...lines: readonly (ImportLine | string)[]): Promise<void> {
  writeLines(file(), lines);
  const { code, stderr } = await runImport();
  expect({ code, stderr }).toMatchObject({ code: 0 });
}

/** Why each line was refused, as `code` or as `field problem`. */
async function refusals(...lines: readonly (ImportLine | string)[]) {
  writeLines(file(), lines);
  expect(await runImport()).toMatchObject({ code: 65, stdout: '' });
  return Object.fromEntries(
    rejectedOf(file())!.map(({ line, reasons }) => [
      line,
      reasons.map(({ code, field, problem }) => code ?? `${field} ${problem}`),
    ]),
  );
}

const client = (id: string, more: object = {}): ImportLine => ({
  command: 'RegisterClient',
  key: `key-${id}`,
  actor: adviser,
  clientId: id,
  ...more,
});

describe('teilhabe import', () => {
  it('records each line as its actor says, and brings the views up to date', async () => {
    await taken(...ground(2, 'a'), {
      ...offer('a'),
      source: 'client',
      occurredAt: '2025-03-02T09:00:00+01:00',
      sourceKnewAt: '2025-03-02T09:00:00+01:00',
      learnedAt: '2025-03-04T08:00:00Z',
      note: 'by telephone',
    });
    const events = await eventsIn(dataDir());
    expect(events.map(({ type }) => type)).toEqual([
      ...seeded,
      ...[
        'ProviderRegistered',
        'MeasureRegistered',
        'ClientRegistered',
        'MandateClarified',
        'MeasureOffered',
      ],
    ]);
    expect(events.at(-1)).toMatchObject({
      stream: 'participation-a',
      data: {
        clientId: 'a',
        measureId: 'measure-1',
        providerId: 'provider-1',
        sensitive: { note: 'by telephone' },
      },
      metadata: {
        actor: adviser,
        source: 'client',
        channel: 'import',
        occurredAt: '2025-03-02T08:00:00.000Z',
        sourceKnewAt: '2025-03-02T08:00:00.000Z',
        learnedAt: '2025-03-04T08:00:00.000Z',
        recordedAt: expect.stringMatching(/^20/),
      },
    });
    expect(new Set(viewPositions(dataDir()))).toEqual(new Set([events.at(-1)!.position]));
    expect(readdirSync(directory()).toSorted()).toEqual(['data', 'lines.ndjson']);
  });

  it('has no second effect when it is given again, and says what was there', async () => {
    await taken(...ground(1, 'a'), ...untilAssigned('a'));
    const before = await eventsIn(dataDir());
    const again = await runImport();
    expect(again).toMatchObject({ code: 0, stdout: '' });
    expect(again.stderr).toContain('7 lines: 0 recorded, 7 already there, 0 refused; 0 events added');
    expect(await eventsIn(dataDir())).toEqual(before);
  });

  it('adds only what is new when the file has grown', async () => {
    await taken(...ground(1, 'a'));
    await taken(...ground(1, 'a'), ...untilAssigned('a'));
    expect(await runImport()).toMatchObject({
      stderr: expect.stringContaining('0 recorded, 7 already there'),
    });
  });

  it('counts a line that stands twice in the file once', async () => {
    writeLines(file(), [...ground(1), client('a'), client('a')]);
    const { stderr } = await runImport();
    expect(stderr).toContain('4 lines: 3 recorded, 1 already there, 0 refused; 3 events added');
  });

  it('keeps the order of the file, in the log and for the places of a measure', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const lines = [
      ...ground(7, ...ids),
      ...ids.map(offer),
      ...ids.map(id => untilAssigned(id)[1]!),
      ...ids.map(assign),
      ...ids.slice(0, 5).map(noShow),
      ...ids.slice(20, 30).map(id => ({ ...assign(id), key: `${id}-place-again` })),
    ];
    writeLines(file(), lines);
    expect(await runImport()).toMatchObject({
      code: 65,
      stderr: expect.stringContaining('(no-place-left 38)'),
    });
    const events = await eventsIn(dataDir());
    const of = (type: string) => events.filter(event => event.type === type);
    expect(of('PlaceTaken').map(({ data }) => data['participationId'])).toEqual([
      ...ids.slice(0, 7),
      ...ids.slice(20, 25),
    ]);
    expect(of('MeasureOffered').map(({ stream }) => stream)).toEqual(ids.map(id => `participation-${id}`));
  });

  it('skips blank lines and reads files as other systems write them', async () => {
    const [provider, measure] = ground(1).map(line => JSON.stringify(line));
    writeFileSync(file(), `\uFEFF${provider}\r\n\r\n \t\n${measure}`);
    expect(await runImport()).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('4 lines: 2 recorded, 0 already there, 0 refused, 2 blank'),
    });
  });

  it('leaves the server a record that it answers from at once', async () => {
    await taken(...ground(1, 'a'), ...untilAssigned('a'));
    const { url } = await startServer(dataDir());
    const forAdviser = ['--role', 'adviser', '--subject', adviser.id, '--office', adviser.organisation];
    const { stdout } = await teilhabe(dataDir(), 'token', ...forAdviser);
    const answer = await fetch(`${url}/v1/participations/a`, {
      headers: { authorization: `Bearer ${stdout.trim()}` },
    });
    expect(await answer.json()).toMatchObject({ participationId: 'a', phase: 'assigned' });
  });
});

describe('a line that cannot be taken', () => {
  it('is refused for everything that is wrong with it', async () => {
    const reasons = await refusals(
      client('é', {
        extra: 1,
        officeId: 7,
        recordedAt: '2025-01-01T00:00:00Z',
        occurredAt: 'soon',
        origin: {},
      }),
      { command: 'RegisterClient' },
      { command: 'ReadMinds', key: 'k ey', actor: { id: '', role: 'system', colour: 'red' } },
    );
    const named = (line: number) => new Set(reasons[line]!.map(reason => reason.split(' ')[0]));
    expect(named(1)).toEqual(
      new Set(['recordedAt', 'extra', 'origin', 'key', 'clientId', 'officeId', 'occurredAt']),
    );
    expect(reasons[2]).toEqual(expect.arrayContaining(['key is missing', 'actor is missing']));
    expect(named(3)).toEqual(new Set(['command', 'key', 'actor.id', 'actor.role', 'actor.colour']));
  });

  it('is refused where it is no JSON that all would read alike', async () => {
    writeFileSync(
      file(),
      Buffer.concat([
        Buffer.from('{"command":"RegisterClient"\n{"key":"a","key":"b"}\nnull\n[1]\n'),
        Buffer.from([0x22, 0xff, 0x22, 0x0a]),
        Buffer.from(`${'['.repeat(10_000)}${']'.repeat(10_000)}\n{"a":"${'x'.repeat(1_048_576)}"}\n`),
        Buffer.from(
          '{"command":"RegisterClient","key":"k","actor":{"id":"a\\u0000"},"clientId":"\\ud800"}\n',
        ),
        Buffer.from('{"__proto__":{"command":"RegisterClient"},"constructor":1}\n'),
      ]),
    );
    expect(await runImport()).toMatchObject({ code: 65 });
    const rejected = rejectedOf(file())!;
    expect(
      rejected.map(({ line, reasons }) => [line, ...reasons.map(({ code, field }) => code ?? field)]),
    ).toEqual([
      [1, 'malformed-json'],
      [2, 'malformed-json'],
      [3, ''],
      [4, ''],
      [5, 'malformed-json'],
      [6, 'too-deep'],
      [7, 'line-too-long'],
      [8, 'actor.id', 'clientId'],
      [9, '__proto__', 'constructor'],
    ]);
    expect(rejected[0]!.command).toBe('{"command":"RegisterClient"');
    expect(rejected[3]!.command).toEqual([1]);
    expect((await eventsIn(dataDir())).map(({ type }) => type)).toEqual(seeded);
  });

  it('stands in FILE.rejected with its number, its reason and as it was given; the others are recorded', async () => {
    const bad = { ...noShow('nobody'), key: 'k' };
    writeLines(file(), [...ground(1), bad, client('a')]);
    const { code, stderr } = await runImport();
    expect(code).toBe(65);
    expect(stderr).toContain('4 lines: 3 recorded, 0 already there, 1 refused (unknown-participation 1)');
    expect(stderr).toContain(`${file()}.rejected`);
    expect(rejectedOf(file())).toEqual([
      {
        line: 3,
        reasons: [{ code: 'unknown-participation', detail: 'there is no such participation' }],
        command: bad,
      },
    ]);
  });

  it('is refused where only the office may decide, and where a provider says what is not its own', async () => {
    const about = { participationId: 'a', actor: trainer };
    const reasons = await refusals(
      ...ground(1, 'a'),
      ...untilAssigned('a'),
      { ...about, command: 'ConfirmDropout', key: '1', endedOn: '2025-03-04', recordedAt: 1 },
      {
        ...about,
        command: 'FlagDropoutRisk',
        key: '2',
        raisedBy: 'client',
        learnedAt: '2025-03-04T09:00:00Z',
      },
      { ...about, command: 'ConfirmStart', key: '3', startedOn: '2025-03-03', source: 'client' },
      { ...about, command: 'ConfirmStart', key: '4', startedOn: '2025-03-03' },
    );
    expect(Object.keys(reasons)).toEqual(['8', '9', '10']);
    expect(reasons[8]).toEqual(
      expect.arrayContaining(['provider-may-not-decide', 'providerReason is missing']),
    );
    expect(reasons[9]).toEqual([
      'learnedAt is never set by a provider',
      'raisedBy is provider where a provider speaks',
    ]);
    expect(reasons[10]).toEqual(['source is never set by a provider']);
    expect((await eventsIn(dataDir())).at(-1)).toMatchObject({
      type: 'ParticipationStarted',
      metadata: { source: 'provider', actor: trainer },
    });
  });

  it('is refused where a provider speaks of what is another’s, and where one speaks who only reads', async () => {
    const other = { ...trainer, organisation: 'provider-2' };
    const start = { command: 'ConfirmStart', participationId: 'a', startedOn: '2025-03-03' };
    const change = {
      ...{ command: 'ReportStaffChange', providerId: 'provider-1', measureId: 'measure-1', role: 'coach' },
      ...{ qualifiedAsAgreed: true, changedOn: '2025-03-03' },
    };
    const reasons = await refusals(
      ...ground(1, 'a'),
      ...untilAssigned('a'),
      { ...start, key: '1', actor: other },
      { ...change, key: '2', actor: other },
      { ...start, key: '3', actor: { id: 'auditor-1', role: 'auditor' } },
      { ...change, key: '4', actor: trainer },
      { ...start, key: '5', actor: trainer },
    );
    expect(Object.keys(reasons)).toEqual(['8', '9', '10']);
    expect(reasons[8]).toEqual(['unknown-participation']);
    expect(reasons[9]).toEqual(['unknown-provider']);
    expect(reasons[10]).toEqual([expect.stringContaining('must be one of')]);
  });

  it('is refused where its key stands for something else, in whichever stream', async () => {
    const reasons = await refusals(
      ...ground(1),
      client('a', { key: 'same' }),
      client('b', { key: 'same' }),
      { command: 'ClarifyMandate', key: 'same', actor: adviser, clientId: 'a', result: 'given' },
      client('c', { key: 'same', actor: { ...adviser, id: 'adviser-8' } }),
      client('a', { key: 'same' }),
    );
    expect(reasons).toEqual({ 4: ['idempotency-key-reused'], 5: ['idempotency-key-reused'] });
    const [first, ...later] = [client('d', { key: 'same' }), client('a', { key: 'same' })];
    expect(await refusals(first!, ...later)).toEqual({ 1: ['idempotency-key-reused'] });
  });

  it('leaves its key free: what is mended goes in under it', async () => {
    expect(await refusals(...ground(1), noShow('a'))).toEqual({ 3: ['unknown-participation'] });
    await taken(...ground(1), client('a', { key: 'a-no-show', actor: { ...adviser, id: trainer.id } }));
    expect(rejectedOf(file())).toBeUndefined();
  });
});

describe('a line that comes too early', () => {
  const tooEarly = [
    ...ground(1, 'a'),
    assign('a'),
    ...untilAssigned('a').slice(0, 2),
    { ...assign('a'), key: 'then' },
  ];

  it('stays refused when the file is given again, for the same reason', async () => {
    expect(await refusals(...tooEarly)).toEqual({ 5: ['unknown-participation'] });
    const before = [await eventsIn(dataDir()), readFileSync(`${file()}.rejected`, 'utf8')];
    const { code, stderr } = await runImport();
    expect({ code, stderr }).toMatchObject({ code: 65, stderr: expect.stringContaining('--retry-refused') });
    expect([await eventsIn(dataDir()), readFileSync(`${file()}.rejected`, 'utf8')]).toEqual(before);
  });

  it('is decided anew in a file of its own', async () => {
    await refusals(...tooEarly.slice(0, -1));
    await taken(...rejectedOf(file())!.map(({ command }) => command as ImportLine));
    expect((await eventsIn(dataDir())).at(-1)).toMatchObject({ type: 'PlaceAssigned' });
  });

  it('is decided anew where that is asked for, once and for all', async () => {
    await refusals(...tooEarly.slice(0, -1));
    expect(await runImport('--retry-refused')).toMatchObject({ code: 0 });
    expect(rejectedOf(file())).toBeUndefined();
    expect(await runImport()).toMatchObject({ code: 0, stderr: expect.stringContaining(' 0 recorded') });
  });

  it('is decided anew where the file was mended before it', async () => {
    await refusals(...tooEarly.slice(0, -1));
    const added = { ...tooEarly[0], key: 'added', providerId: 'provider-2' };
    await taken(added, ...tooEarly.slice(0, -1));
    expect((await eventsIn(dataDir())).at(-1)).toMatchObject({ type: 'PlaceAssigned' });
  });
});

describe('a file that cannot be imported', () => {
  it.each(['nothing.ndjson', '.'])('is named: %s', async name => {
    const path = join(directory(), name);
    const { code, stdout, stderr } = await teilhabe(dataDir(), 'import', path);
    expect({ code, stdout, stderr }).toEqual({ code: 66, stdout: '', stderr: expect.stringContaining(path) });
    expect(stderr).not.toContain('    at ');
  });

  it('is not imported where what is refused cannot be written down', async () => {
    const folder = join(directory(), 'folder');
    mkdirSync(join(folder, 'lines.ndjson.rejected.part'), { recursive: true });
    const path = writeLines(join(folder, 'lines.ndjson'), ['no JSON']);
    const { code, stderr } = await teilhabe(dataDir(), 'import', path);
    expect({ code, stderr }).toEqual({
      code: 73,
      stderr: expect.stringContaining('what was refused cannot be written'),
    });
    expect(stderr).not.toContain('    at ');
  });
});
