import type { Registration, Run } from './course-runs.ts';
import {
  dayOfRegistering,
  lastDay,
  onTheProvidersWord,
  order,
  stepsOf,
  type CommandName,
  type Step,
} from './steps.ts';

/** A command to come, small enough to sort half a million of them; `line` writes it out. */
export interface Due {
  /** Noon of its day in UTC, in milliseconds since 1970. */
  readonly at: number;
  readonly command: CommandName;
  line(): string;
}

/** Before the set's first registration and the same for whatever runs a folder holds: a second folder repeats it. */
const providersKnownSince = '2012-01-01';

const noon = 12 * 3_600_000;
const dayLength = 24 * 3_600_000;
const admin = { id: 'oulad-admin', role: 'admin' };

/** Day 0 of a run: `J` begins on 1 October, `B` on 1 February of its year. */
const dayZero = ({ presentation }: Run): number =>
  Date.UTC(Number(presentation.slice(0, 4)), presentation.endsWith('J') ? 9 : 1, 1);
const at = (run: Run, day: number): number => dayZero(run) + day * dayLength + noon;
const date = (run: Run, day: number): string => new Date(at(run, day)).toISOString().slice(0, 10);
const begins = (run: Run): number =>
  at(run, Math.min(...[...run.registrations.values()].map(dayOfRegistering)));

const providerId = (run: Run): string => `oulad-${run.module}`;
const measureId = (run: Run): string => `oulad-${run.id}`;
const personId = ({ run, student }: Registration): string => `${run.id}-${student}`;
const officeId = (run: Run): string => `office-${run.id}`;
const adviserId = (run: Run): string => `adviser-${run.id}`;

/** All commands in the order of their times, equal times in the order of the set's table, then of the files. */
export function commandsOf(runs: readonly Run[], takenIn: readonly Registration[]): Due[] {
  const rank = new Map<CommandName, number>(order.map((command, index) => [command, index]));
  return [...registerProviders(runs), ...runs.map(registerMeasure), ...takenIn.flatMap(lifeOf)].toSorted(
    (a, b) => a.at - b.at || rank.get(a.command)! - rank.get(b.command)!,
  );
}

function registerProviders(runs: readonly Run[]): Due[] {
  const since = Math.min(Date.parse(providersKnownSince) + noon, ...runs.map(begins));
  const command = 'RegisterProvider';
  return [...new Map(runs.map(run => [run.module, run])).values()].map(run => {
    const fields = { providerId: providerId(run), name: `Module ${run.module}` };
    return {
      at: since,
      command,
      line: () => write(command, providerId(run), admin, 'adviser', since, fields),
    };
  });
}

function registerMeasure(run: Run): Due {
  const command = 'RegisterMeasure';
  const fields = {
    measureId: measureId(run),
    providerId: providerId(run),
    title: `${run.module} ${run.presentation}`,
    legalBasis: 'sgb3-45-3',
    track: 'purchased',
    places: run.registrations.size,
    minimumPlaces: 0,
    pricePerPlaceMonth: 0,
    runsFrom: date(run, 0),
    runsTo: date(run, lastDay(run)),
    duties: [],
  };
  const first = begins(run);
  return { at: first, command, line: () => write(command, measureId(run), admin, 'adviser', first, fields) };
}

const lifeOf = (registration: Registration): Due[] =>
  stepsOf(registration).map(step => ({
    at: at(registration.run, step.day),
    command: step.command,
    line: () => lineOf(registration, step),
  }));

function lineOf(registration: Registration, step: Step): string {
  const { command, day } = step;
  const { run } = registration;
  const actor = { id: adviserId(run), role: 'adviser', organisation: officeId(run) };
  const key = `oulad-${personId(registration)}-${command}`;
  const unique = step.command === 'ReportAttendance' ? `${key}-${step.tma.id}` : key;
  const source = onTheProvidersWord.has(command) ? 'provider' : 'adviser';
  return write(command, unique, actor, source, at(run, day), fieldsOf(registration, step));
}

function fieldsOf(registration: Registration, step: Step): object {
  const { run, result } = registration;
  const on = date(run, step.day);
  const clientId = personId(registration);
  const participationId = clientId;
  const reasons = { providerReason: 'unknown', clientReason: 'unknown', adviserFinding: 'unknown' };
  switch (step.command) {
    case 'RegisterClient':
      return { clientId, officeId: officeId(run), adviserId: adviserId(run) };
    case 'ClarifyMandate':
      return { clientId, result: 'given', circumstances: ['none'] };
    case 'OfferMeasure':
      return { participationId, clientId, measureId: measureId(run) };
    case 'ExplainMeasure':
      return { participationId, explained: ['purpose', 'content', 'limits'], form: 'oral' };
    case 'GiveConsent':
      return { participationId, form: 'written' };
    case 'AssignPlace':
      return { participationId, startsOn: date(run, 0), basis: 'consent' };
    case 'ReportNoShow':
      return { participationId, reason: 'did-not-appear' };
    case 'ConfirmStart':
      return { participationId, startedOn: on };
    case 'ReportAttendance':
      return { participationId, days: [{ day: on, state: step.state }] };
    case 'ConfirmDropout':
      return { participationId, endedOn: on, ...reasons };
    case 'CompleteParticipation':
      return { participationId, endedOn: on, result: result === 'Fail' ? 'formally-ended' : 'goal-reached' };
  }
}

function write(
  command: CommandName,
  key: string,
  actor: object,
  source: string,
  time: number,
  fields: object,
) {
  const occurredAt = new Date(time).toISOString();
  return JSON.stringify({ command, key, actor, source, occurredAt, learnedAt: occurredAt, ...fields });
}
