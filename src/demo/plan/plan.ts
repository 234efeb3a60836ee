import type { Rulebooks } from '../../rulebook/rulebook.js';
import type { Actor } from '../../terms/actor.js';
import type { VoucherGoal } from '../../terms/catalogues.js';
import { addDays, type Day } from '../../terms/times.js';
import { tellRoomsCase, tellVoucherCase } from '../case/closed-cases.js';
import { tellReportingCase, type OpenCase } from '../case/reporting-case.js';
import { officeIds, Offices, stateOfOffices } from '../cast/offices.js';
import { providers } from '../cast/providers.js';
import { Random } from '../random.js';
import type { Client } from '../story/client.js';
import { handOverBecauseOfLeaving } from '../texts/before-the-start.js';
import { conceptDuties } from '../texts/practice.js';
import { burn } from '../story/incident.js';
import { arrival, handOverTo } from '../story/intake.js';
import { Measure } from '../story/measure.js';
import type { Market } from '../story/offer.js';
import { fillPlaces, pauseForBuildingWorks, practise } from '../story/practice.js';
import type { Story } from '../story/story.js';
import { Chronicle } from './chronicle.js';
import { announceHouseRules } from './house-rules.js';
import type { FieldsOf, Step } from './step.js';
import { WorkCalendar } from './work-calendar.js';

export interface PlanOptions {
  readonly seed: string;
  /** The year ends with the beginning of this day. */
  readonly today: Day;
  readonly rulebooks: Rulebooks;
  readonly clients: number;
  readonly advisers: number;
  readonly days: number;
}

/** A year of a Jobcenter, told and not yet recorded. */
export interface Plan {
  /** In the order of time. */
  readonly steps: readonly Step[];
  readonly stories: readonly Story[];
  /** The provider case that is open at the end. */
  readonly openCase: OpenCase;
  /** The moment with which it ends. */
  readonly end: number;
}

const admin: Actor = { id: 'admin-1', role: 'admin' };
const ordinaryYear = 3_000;

/** Tells a year; the same options tell the same year. Only part of it where `stop` aborts. */
export async function makePlan(
  { seed, today, rulebooks, clients, advisers, days }: PlanOptions,
  stop: AbortSignal,
): Promise<Plan> {
  const calendar = new WorkCalendar(seed, today, days);
  const offices = new Offices(Random.of(seed, 'offices'), calendar.from, days, advisers);
  const chronicle = new Chronicle(seed, calendar, offices, rulebooks);
  registerOffices(chronicle);
  const measures = openMeasures(chronicle, clients / ordinaryYear, days);
  const stories: Story[] = [];
  const market = marketOf(measures, stories);
  appointDeputies(chronicle);
  const all = Array.from({ length: clients }, (_, n) => arrival(chronicle, market, n + 1, days));
  letOneLeave(chronicle, all, days);
  announceHouseRules(chronicle, admin, today);
  const openCase = tellPractice(chronicle, measures, stories, today, days);
  await chronicle.live(stop);
  return { steps: chronicle.steps, stories, openCase, end: calendar.end };
}

function marketOf(measures: readonly Measure<Story>[], stories: Story[]): Market {
  return {
    nextId: () => `tn-${String(stories.length + 1).padStart(5, '0')}`,
    told: story => void stories.push(story),
    suitable: (client: Client) =>
      client.random.pickBy(
        measures,
        ({ places, full, offered, deficient, excluded }) =>
          (places / offered.weeks[1]) *
          (offered.suits.includes(client.situation) ? 6 : 0.4) *
          (full ? 0.4 : 1) *
          (deficient ? 0.5 : 1) *
          (excluded ? 0 : 1),
      ),
  };
}

function registerOffices(chronicle: Chronicle): void {
  const random = Random.of(chronicle.seed, 'offices of the state');
  for (const officeId of officeIds)
    chronicle.on(chronicle.calendar.from, random, () =>
      chronicle.record(officeId, random, admin, 'RegisterOffice', { officeId, state: stateOfOffices }),
    );
}

/** What happens around the measures, and what is disputed. @returns the case that is open at the end */
function tellPractice(
  chronicle: Chronicle,
  measures: readonly Measure<Story>[],
  stories: readonly Story[],
  today: Day,
  days: number,
): OpenCase {
  const of = (id: string) => measures.find(measure => measure.id === id)!;
  for (const measure of measures) practise(chronicle, measure, days, admin);
  pauseForBuildingWorks(chronicle, of('eschental-3'), days);
  fillPlaces(chronicle, of('faehrmann-2'), days);
  burn(chronicle, of('werkbruecke-2'), today);
  tellRoomsCase(chronicle, of('birkenhof-2'), today);
  tellVoucherCase(chronicle, of('eichgrund-1'), today);
  return tellReportingCase(chronicle, of('sonnenfeld-1'), stories, today);
}

/** The administration registers who runs what, before the first client comes. */
function openMeasures(chronicle: Chronicle, scale: number, days: number): readonly Measure<Story>[] {
  const { calendar, seed } = chronicle;
  const random = Random.of(seed, 'measures');
  const runsFrom = calendar.from;
  const runsTo = addDays(runsFrom, days + 240);
  return providers.flatMap(provider => {
    const { id, name } = provider;
    const measures = provider.measures.map((offered, n) => {
      const places = Math.max(2, Math.round(offered.places * scale));
      return new Measure<Story>(`${id}-${n + 1}`, places, provider, offered);
    });
    chronicle.on(runsFrom, random, () => {
      chronicle.record(id, random, admin, 'RegisterProvider', { providerId: id, name });
      chronicle.next(() => {
        for (const { id: measureId, places, offered } of measures) {
          const { title, legalBasis, pricePerPlaceMonth, goal } = offered;
          const minimumPlaces = goal ? 0 : Math.floor(places * 0.7);
          const bought = {
            title,
            legalBasis,
            ...trackOf(goal),
            duties: conceptDuties,
            pricePerPlaceMonth,
            runsFrom,
            runsTo,
          };
          chronicle.record(id, random, admin, 'RegisterMeasure', {
            measureId,
            providerId: id,
            ...bought,
            places,
            minimumPlaces,
          });
        }
      });
    });
    return measures;
  });
}

type OfTrack = Pick<FieldsOf<'RegisterMeasure'>, 'track' | 'goals' | 'state'>;

const trackOf = (goal: VoucherGoal | undefined): OfTrack =>
  goal ? { track: 'voucher', goals: [goal], state: stateOfOffices } : { track: 'purchased' };

/** Who is away is stood in for; the team-lead says so some days before. */
function appointDeputies(chronicle: Chronicle): void {
  const { offices, seed, calendar } = chronicle;
  const random = Random.of(seed, 'deputies');
  for (const { endedOn, ...deputyship } of offices.deputyships) {
    const { officeId, adviserId, deputyId, from } = deputyship;
    const { teamLead } = offices.of(adviserId);
    const said = addDays(from, -random.whole(2, 9));
    chronicle.on(said > calendar.from ? said : calendar.from, random, () => {
      if (offices.hasLeft(adviserId) || offices.hasLeft(deputyId)) return;
      chronicle.record(officeId, random, teamLead, 'AppointDeputy', deputyship);
      if (endedOn === undefined) return;
      const fields = { officeId, adviserId, deputyId, endedOn };
      chronicle.on(endedOn, random, () => chronicle.record(officeId, random, teamLead, 'EndDeputy', fields));
    });
  }
}

/** Somebody moves to another field of work: colleagues take over everybody, within two days. */
function letOneLeave(chronicle: Chronicle, clients: readonly Client[], days: number): void {
  const { offices, seed, calendar } = chronicle;
  const random = Random.of(seed, 'leaving');
  const leaving = random.pick(random.pick(offices.all).advisers);
  const colleagues = offices.of(leaving).advisers.filter(id => id !== leaving);
  if (!colleagues.length) return;
  chronicle.on(addDays(calendar.from, Math.round(days * 0.58)), random, () => {
    offices.leaves(leaving);
    for (const client of clients)
      if (client.adviserId === leaving && client.registered)
        chronicle.in(random.whole(0, 1), random, () =>
          handOverTo(client, random.pick(colleagues), handOverBecauseOfLeaving),
        );
  });
}
