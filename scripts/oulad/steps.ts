import type { Registration, Run, Tma } from './course-runs.ts';

const beforeTheStart = [
  'RegisterClient',
  'ClarifyMandate',
  'OfferMeasure',
  'ExplainMeasure',
  'GiveConsent',
  'AssignPlace',
] as const;
const fromTheStart = [
  'ReportNoShow',
  'ConfirmStart',
  'ReportAttendance',
  'ConfirmDropout',
  'CompleteParticipation',
] as const;

/** All commands in the order in which equal times are told. */
export const order = ['RegisterProvider', 'RegisterMeasure', ...beforeTheStart, ...fromTheStart] as const;
export type CommandName = (typeof order)[number];

interface Attended {
  readonly command: 'ReportAttendance';
  readonly tma: Tma;
  readonly state: 'present' | 'excused' | 'unexcused';
}
interface Other {
  readonly command: Exclude<CommandName, 'RegisterProvider' | 'RegisterMeasure' | 'ReportAttendance'>;
}

/** Something that happened to one person, on a day counted from day 0 of the run. */
export type Step = { readonly day: number } & (Attended | Other);

/** Those that the office has on the provider's word. */
export const onTheProvidersWord: ReadonlySet<CommandName> = new Set(fromTheStart);

/** Why a row contradicts itself and is left out whole; undefined where it does not. */
export function contradiction({ result, unregistered }: Registration): string | undefined {
  if (result === 'Withdrawn' && unregistered === undefined)
    return 'final_result is Withdrawn, but date_unregistration is empty';
  if (result !== 'Withdrawn' && unregistered !== undefined)
    return `date_unregistration is ${unregistered}, but final_result is ${result}`;
  return undefined;
}

/** The day of everything from registering to assigning: before day 0, whenever the place was booked. */
export const dayOfRegistering = ({ registered }: Registration): number => Math.min(registered ?? -1, -1);

/**
 * The day with which a run of that many days ends, counted from day 0: its length, so that the measure runs from
 * its first day until that many days have passed.
 */
export const lastDay = (run: Run): number => run.length;

/** Everything that happened to one person, in order. `due before the exit` excludes the day of the exit itself. */
export function stepsOf(registration: Registration): Step[] {
  const { run, unregistered } = registration;
  const day = dayOfRegistering(registration);
  const steps: Step[] = beforeTheStart.map(command => ({ command, day }));
  if (unregistered !== undefined && unregistered <= 0) return [...steps, { command: 'ReportNoShow', day: 0 }];

  const exit = unregistered ?? lastDay(run);
  const tmas = run.tmas.filter(({ due }) => due < exit);
  return [
    ...steps,
    { command: 'ConfirmStart', day: 0 },
    ...tmas.map(tma => attended(registration, tma)),
    { command: unregistered === undefined ? 'CompleteParticipation' : 'ConfirmDropout', day: exit },
  ];
}

function attended({ submitted }: Registration, tma: Tma): Step {
  const day = submitted.get(tma.id) ?? Infinity;
  const late = day === Infinity ? 'unexcused' : 'excused';
  return { command: 'ReportAttendance', day: tma.due, tma, state: day <= tma.due ? 'present' : late };
}
