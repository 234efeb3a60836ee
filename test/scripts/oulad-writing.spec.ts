import { readFileSync } from 'node:fs';
import { convert, madeSet, ouladFolder, type Line } from '../support/oulad-folder.js';

const converted = convert(ouladFolder());
const adviser = { id: 'adviser-BBB-2013J', role: 'adviser', organisation: 'office-BBB-2013J' };
const admin = { actor: { id: 'oulad-admin', role: 'admin' }, source: 'adviser' };

const on = (day: string) => ({ occurredAt: `${day}T12:00:00.000Z`, learnedAt: `${day}T12:00:00.000Z` });
const lifeOf = (id: string, lines: readonly Line[] = converted.lines) =>
  lines.filter(line => line.participationId === id || line.clientId === id);
const attendanceOf = (id: string, lines: readonly Line[] = converted.lines) =>
  lifeOf(id, lines).flatMap(({ command, days }) => (command === 'ReportAttendance' ? days : []));

it('writes a whole participation, from the offer to the goal', () => {
  const clientId = { clientId: 'BBB-2013J-1' };
  const participationId = { participationId: 'BBB-2013J-1' };
  const word = (command: string, fields: object) => ({
    command,
    key: `oulad-BBB-2013J-1-${command}`,
    actor: adviser,
    source: 'adviser',
    ...on('2013-09-21'),
    ...fields,
  });
  const report = (command: string, day: string, fields: object, assessment = '') => ({
    ...word(command, { ...participationId, ...fields }),
    key: `oulad-BBB-2013J-1-${command}${assessment}`,
    source: 'provider',
    ...on(day),
  });
  const [first, second, last] = ['2013-10-20', '2013-11-24', '2014-05-29'] as const;
  expect(lifeOf('BBB-2013J-1')).toEqual([
    word('RegisterClient', { ...clientId, officeId: 'office-BBB-2013J', adviserId: 'adviser-BBB-2013J' }),
    word('ClarifyMandate', { ...clientId, result: 'given', circumstances: ['none'] }),
    word('OfferMeasure', { ...participationId, ...clientId, measureId: 'oulad-BBB-2013J' }),
    word('ExplainMeasure', { ...participationId, explained: ['purpose', 'content', 'limits'], form: 'oral' }),
    word('GiveConsent', { ...participationId, form: 'written' }),
    word('AssignPlace', { ...participationId, startsOn: '2013-10-01', basis: 'consent' }),
    report('ConfirmStart', '2013-10-01', { startedOn: '2013-10-01' }),
    report('ReportAttendance', first, { days: [{ day: first, state: 'present' }] }, '-11'),
    report('ReportAttendance', second, { days: [{ day: second, state: 'excused' }] }, '-12'),
    report('CompleteParticipation', last, { endedOn: last, result: 'goal-reached' }),
  ]);
});

it('begins with the providers, and each measure comes before its people', () => {
  const provider = (module: string) => ({
    command: 'RegisterProvider',
    key: `oulad-${module}`,
    ...admin,
    ...on('2012-01-01'),
    providerId: `oulad-${module}`,
    name: `Module ${module}`,
  });
  const measure = {
    command: 'RegisterMeasure',
    key: 'oulad-BBB-2013J',
    ...admin,
    ...on('2013-09-21'),
    measureId: 'oulad-BBB-2013J',
    providerId: 'oulad-BBB',
    title: 'BBB 2013J',
    legalBasis: 'sgb3-45-3',
    track: 'purchased',
    places: 4,
    minimumPlaces: 0,
    pricePerPlaceMonth: 0,
    runsFrom: '2013-10-01',
    runsTo: '2014-05-29',
    duties: [],
  };
  expect(converted.lines.slice(0, 3)).toEqual([provider('BBB'), provider('CCC'), measure]);
});

it('lets drop out on the day of leaving, with no day of attendance from that day on', () => {
  expect(lifeOf('BBB-2013J-2').at(-1)).toMatchObject({
    command: 'ConfirmDropout',
    source: 'provider',
    ...on('2013-11-24'),
    endedOn: '2013-11-24',
    providerReason: 'unknown',
    clientReason: 'unknown',
    adviserFinding: 'unknown',
  });
  expect(attendanceOf('BBB-2013J-2')).toEqual([{ day: '2013-10-20', state: 'present' }]);
});

it('lets drop out after the end of the measure, with the days until then', () => {
  const studentRegistration = madeSet.studentRegistration.with(1, 'BBB,2013J,2,,300');
  const { lines } = convert(ouladFolder({ studentRegistration }));
  expect(lifeOf('BBB-2013J-2', lines).at(-1)).toMatchObject({
    command: 'ConfirmDropout',
    endedOn: '2014-07-28',
  });
  expect(attendanceOf('BBB-2013J-2', lines)).toHaveLength(3);
});

it('does not start whoever left by day 0, and says so on day 0', () => {
  const life = lifeOf('BBB-2013J-3');
  expect(life.map(({ command }) => command)).not.toContain('ConfirmStart');
  const noShow = {
    command: 'ReportNoShow',
    source: 'provider',
    reason: 'did-not-appear',
    ...on('2013-10-01'),
  };
  expect(life.at(-1)).toMatchObject(noShow);
});

it('ends formally for those who failed; what they never submitted is unexcused', () => {
  expect(lifeOf('BBB-2013J-4').at(-1)).toMatchObject({ result: 'formally-ended', endedOn: '2014-05-29' });
  expect(attendanceOf('BBB-2013J-4')).toEqual([
    { day: '2013-10-20', state: 'unexcused' },
    { day: '2013-11-24', state: 'unexcused' },
  ]);
});

it.each([
  ['BBB-2013J-1', 'on the day of booking', '2013-09-21'],
  ['BBB-2013J-2', 'the day before the start, booked on no known day', '2013-09-30'],
  ['BBB-2013J-3', 'the day before the start, booked after it', '2013-09-30'],
  ['CCC-2016B-1', 'the day before the start, booked on it', '2016-01-31'],
])('registers %s %s', (id, _, day) => {
  expect(lifeOf(id)[0]).toMatchObject({ command: 'RegisterClient', ...on(day) });
});

it('counts days by the calendar, over a 29 February', () => {
  expect(lifeOf('CCC-2016B-1').at(-1)).toMatchObject({ endedOn: '2016-03-02' });
});

it('writes in the order of time, equal times in the order of the set', () => {
  const times = converted.lines.map(line => line.occurredAt);
  expect(times).toEqual(times.toSorted());
  const commands = [
    'RegisterClient',
    'ClarifyMandate',
    'OfferMeasure',
    'ExplainMeasure',
    'GiveConsent',
    'AssignPlace',
  ];
  const ofOneMoment = converted.lines.filter(line => line.occurredAt === on('2013-09-30').occurredAt);
  expect(ofOneMoment.map(line => `${line.command} ${line.participationId ?? line.clientId}`)).toEqual(
    commands.flatMap(command => [`${command} BBB-2013J-2`, `${command} BBB-2013J-3`]),
  );
});

it('gives each line a key of its own, and ids as the product wants them', () => {
  const keys = converted.lines.map(line => line.key);
  expect(new Set(keys).size).toBe(keys.length);
  const ids = converted.lines.flatMap(line => [
    line.clientId,
    line.measureId,
    line.participationId,
    line.providerId,
  ]);
  for (const id of [...keys, ...ids.filter(named => named !== undefined)])
    expect(id).toMatch(/^[A-Za-z0-9-]{1,64}$/);
});

it('writes the same again, byte by byte', () => {
  expect(readFileSync(convert(ouladFolder()).out, 'utf8')).toBe(readFileSync(converted.out, 'utf8'));
});

it('says on stderr what it did, and nothing on stdout', () => {
  expect(converted.status).toBe(0);
  expect(converted.stdout).toBe('');
  expect(converted.stderr.split('\n')).toEqual([
    'BBB-2013J: 4 rows, 0 refused, 1 no-show, 1 dropped out, 2 completed',
    'CCC-2016B: 1 rows, 0 refused, 0 no-show, 0 dropped out, 1 completed',
    `${converted.lines.length} commands in ${converted.out}, 0 rows in ${converted.out}.refused`,
    '',
  ]);
});
