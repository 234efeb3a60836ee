import { admin, adviser, type ImportLine } from './import-lines.js';

const day = 86_400_000;
const began = Date.UTC(2025, 0, 1, 9);

/** Numbers below `limit` that only look like chance: the same for every run. */
function shuffler(): (limit: number) => number {
  let state = 42;
  return limit => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

type Wish = Readonly<Record<string, unknown>> & { readonly command: string };

/**
 * Everything that happens to one person. Some of it comes too early, without a mandate, twice or when no place is
 * left: refused where it stands, though what comes later in the file would have made it possible.
 */
function lifeOf(id: string, pick: (limit: number) => number, measures: number): Wish[] {
  const of = { participationId: id };
  const offered = { command: 'OfferMeasure', ...of, clientId: id, measureId: `measure-${pick(measures)}` };
  const assigned = { command: 'AssignPlace', ...of, startsOn: 'today', basis: 'consent' };
  const started = { command: 'ConfirmStart', ...of, startedOn: 'today' };
  const attended = (state: string) => ({
    command: 'ReportAttendance',
    ...of,
    days: [{ day: 'today', state }],
  });
  const states = Array.from({ length: 5 }, () => (pick(3) ? 'unexcused' : 'present'));
  const reasons = { providerReason: 'unknown', clientReason: 'unknown', adviserFinding: 'unknown' };
  const ends: Wish[] = [
    { command: 'ConfirmDropout', ...of, endedOn: 'today', ...reasons },
    { command: 'CompleteParticipation', ...of, endedOn: 'today', result: 'goal-reached' },
    { command: 'WithdrawConsent', ...of },
    { command: 'AnnulParticipation', ...of, kind: 'mistake', reason: 'recorded for another' },
  ];
  return [
    ...(pick(4) ? [] : [offered]),
    { command: 'RegisterClient', clientId: id },
    ...(pick(4) ? [] : [offered]),
    { command: 'ClarifyMandate', clientId: id, result: 'given' },
    offered,
    ...(pick(4) ? [] : [assigned]),
    { command: 'GiveConsent', ...of, form: 'oral' },
    ...(pick(3) ? [] : [started]),
    assigned,
    ...(pick(5) ? [started, ...states.map(attended)] : [{ command: 'ReportNoShow', ...of, reason: 'other' }]),
    assigned,
    started,
    ...(pick(6) ? [ends[pick(ends.length)]!] : []),
  ];
}

/** Lines of many persons in a few measures with few places, interleaved: each a little later than the one before. */
export function crowdedFile(persons: number, measures = 3, places = 12): readonly ImportLine[] {
  const pick = shuffler();
  const lines: ImportLine[] = [];
  const say = ({ command, ...fields }: Wish, actor: object): void => {
    const at = new Date(began + lines.length * (day / 24)).toISOString();
    const today = at.slice(0, 10);
    const text = JSON.stringify(fields).replaceAll('"today"', `"${today}"`);
    const source = command === 'ReportAttendance' ? 'provider' : 'adviser';
    const known = { source, occurredAt: at, learnedAt: at };
    lines.push({ command, key: `line-${lines.length}`, actor, ...known, ...(JSON.parse(text) as object) });
  };
  say({ command: 'RegisterProvider', providerId: 'provider-1', name: 'Werkstatt' }, admin);
  const measure = {
    legalBasis: 'sgb3-45-3',
    track: 'purchased',
    places,
    minimumPlaces: 0,
    pricePerPlaceMonth: 0,
  };
  for (let index = 0; index < measures; index++) {
    const ids = { measureId: `measure-${index}`, providerId: 'provider-1', title: `Werkstatt ${index}` };
    say(
      { command: 'RegisterMeasure', ...ids, ...measure, runsFrom: '2025-01-01', runsTo: '2026-12-31' },
      admin,
    );
  }
  const waiting = Array.from({ length: persons }, (_, index) => lifeOf(`person-${index}`, pick, measures));
  const present = waiting.splice(0, 40);
  while (present.length > 0) {
    const chosen = pick(present.length);
    const next = present[chosen]!.shift()!;
    say(next, adviser);
    if (present[chosen]!.length === 0) present.splice(chosen, 1, ...waiting.splice(0, 1));
  }
  return lines;
}
