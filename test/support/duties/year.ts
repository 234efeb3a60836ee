import type { Severity } from '../../../src/terms/catalogues.js';
import { addDays, epochOf, type Day, type Instant } from '../../../src/terms/times.js';
import type { Scene, Step } from '../api/scene.js';
import { commands, client, type Fields } from '../api/steps.js';
import type { Counterpart } from '../api/product.js';

/** Something that somebody does, and when. */
export interface Doing {
  readonly at: Instant;
  readonly step: Step;
}

const morning = (day: Day): Instant => `${day}T08:00:00.000Z`;
const on = (day: Day, ...steps: readonly Step[]): readonly Doing[] =>
  steps.map(step => ({ at: morning(day), step }));
const at = (moment: Instant, step: Step): readonly Doing[] => [{ at: moment, step }];

/** Every day from Monday to Friday, holidays too, was spent in the measure. */
export function attendance(from: Day, to: Day, more: Fields = {}): Step {
  const days: Fields[] = [];
  for (let day = from; day <= to; day = addDays(day, 1))
    if (![0, 6].includes(new Date(morning(day)).getUTCDay())) days.push({ day, state: 'present' });
  return commands.ReportAttendance({ days, ...more });
}

const contact = commands.RecordContact();
const crisis = (crisisId: string, severity: Severity, more: Fields = {}): Step =>
  commands.OpenCrisis({ crisisId, severity, ...more });
const intervene = (crisisId: string): Step => commands.RecordIntervention({ crisisId });
const resolve =
  (crisisId: string): Step =>
  scene =>
    commands.ResolveCrisis()(withCrisis(scene, crisisId));
const reassess =
  (crisisId: string, severity: Severity): Step =>
  scene =>
    commands.ReassessCrisis({ severity })(withCrisis(scene, crisisId));
const withCrisis = (scene: Scene<Counterpart>, crisisId: string): Scene<Counterpart> =>
  Object.assign(Object.create(scene) as Scene<Counterpart>, { ids: { ...scene.ids, crisisId } });

/** A participation from May 2027 to April 2028, in which every duty is met now and missed then. */
export const year: readonly Doing[] = [
  ...on('2027-04-26', commands.RegisterProvider(), commands.RegisterMeasure({ runsTo: '2028-12-31' })),
  ...on('2027-04-26', ...client, commands.OfferMeasure(), commands.GiveConsent()),
  ...on('2027-04-26', commands.AssignPlace({ startsOn: '2027-05-03' })),
  ...on('2027-05-10', commands.ConfirmStart({ startedOn: '2027-05-03' })), // due on the 6th, Ascension Day
  ...on('2027-05-20', contact),
  ...on('2027-06-04', attendance('2027-05-03', '2027-05-31')),
  ...on('2027-06-30', contact),
  ...on('2027-07-05', crisis('c-early', 3, { sourceKnewAt: morning('2027-07-05') })),
  ...on('2027-07-06', intervene('c-early')),
  ...on('2027-07-09', resolve('c-early')),
  ...on('2027-07-20', attendance('2027-06-01', '2027-06-30')),
  ...on('2027-07-26', contact),
  ...on('2027-08-09', attendance('2027-07-01', '2027-07-31')), // the 8th is a Sunday
  ...on('2027-08-16', commands.Interrupt({ from: '2027-08-16' })),
  ...on('2027-08-20', contact),
  ...on('2027-08-30', commands.Resume({ on: '2027-08-30' })),
  ...on('2027-09-03', attendance('2027-08-02', '2027-08-13'), attendance('2027-08-30', '2027-08-31')),
  ...on('2027-09-16', contact),
  ...on('2027-10-04', contact),
  ...on('2027-10-08', attendance('2027-09-01', '2027-09-30')),
  ...at('2027-10-30T22:30:00.000Z', crisis('c-night', 4)), // in the night when clocks are set back
  ...on('2027-10-31', intervene('c-night')),
  ...on('2027-11-05', resolve('c-night')),
  ...on('2027-11-10', contact),
  ...on('2027-11-30', attendance('2027-10-01', '2027-10-31')),
  ...on('2027-12-06', contact),
  ...on('2027-12-07', attendance('2027-11-01', '2027-11-30')),
  ...on('2027-12-30', contact, crisis('c-year', 3)),
  ...on('2028-01-05', intervene('c-year')),
  ...on('2028-01-07', resolve('c-year')),
  ...on('2028-01-20', attendance('2027-12-01', '2027-12-31')),
  ...on('2028-02-01', contact),
  ...on('2028-02-04', attendance('2028-01-01', '2028-01-31')),
  ...on('2028-02-21', crisis('c-leap', 2)),
  ...on('2028-02-25', reassess('c-leap', 3)),
  ...on('2028-03-02', intervene('c-leap')),
  ...on('2028-03-03', attendance('2028-02-01', '2028-02-28')),
  ...on('2028-03-10', contact),
  ...on('2028-03-15', attendance('2028-02-29', '2028-02-29')),
  ...on('2028-03-17', resolve('c-leap')),
  ...on('2028-04-05', attendance('2028-03-01', '2028-03-31')),
  ...on('2028-04-06', contact),
  ...on('2028-04-10', commands.WithdrawConsent()),
  ...on('2028-04-28', commands.CompleteParticipation({ endedOn: '2028-04-28' })),
  ...on('2028-05-03', attendance('2028-04-01', '2028-04-28')),
];

/** What must have been declared when it is over, by hand from rules.md. */
export const declaredInTheYear: readonly (readonly [rule: string, dueAt: Instant])[] = [
  ['D-start', '2027-05-07T22:00:00.000Z'],
  ['D-contact', '2027-06-17T22:00:00.000Z'],
  ['D-month', '2027-07-08T22:00:00.000Z'],
  ['D-crisis', '2027-10-31T02:30:00.000Z'],
  ['D-contact', '2027-11-01T23:00:00.000Z'],
  ['D-month', '2027-11-08T23:00:00.000Z'],
  ['D-crisis', '2028-01-03T23:00:00.000Z'],
  ['D-month', '2028-01-10T23:00:00.000Z'],
  ['D-contact', '2028-01-27T23:00:00.000Z'],
  ['D-contact', '2028-02-29T23:00:00.000Z'],
  ['D-crisis', '2028-02-29T23:00:00.000Z'],
  ['D-month', '2028-03-08T23:00:00.000Z'],
  ['D-exit', '2028-04-19T22:00:00.000Z'],
];

export const afterTheYear = epochOf('2028-07-31T12:00:00.000Z');
export const momentsOf = (doings: readonly Doing[]): readonly number[] => doings.map(one => epochOf(one.at));
