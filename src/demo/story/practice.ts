import { measureStream, providerStream } from '../../event-codec/streams.js';
import type { Actor } from '../../terms/actor.js';
import { addDays, type Day } from '../../terms/times.js';
import type { Chronicle } from '../plan/chronicle.js';
import { Random } from '../random.js';
import { buildingWorks, instructionWords, reviews, staffNotes, visits } from '../texts/practice.js';
import type { Measure } from './measure.js';
import type { Story } from './story.js';

/** Everything around a measure that is about no participation: looks at it, changes of its contract and its staff. */
class Practice {
  readonly random: Random;

  constructor(
    private readonly chronicle: Chronicle,
    private readonly measure: Measure<Story>,
    private readonly days: number,
    what = 'practice',
  ) {
    this.random = Random.of(chronicle.seed, what, measure.id);
  }

  /** On a day in that part of the year, from 0 to 1. */
  at(share: number, action: () => void): void {
    const day: Day = addDays(this.chronicle.calendar.from, Math.round(this.days * share));
    this.chronicle.on(day, this.random, action);
  }

  adviser(): Actor {
    const { offices, today } = this.chronicle;
    return offices.firstOf(this.random.pick(offices.all).id, today);
  }

  teamLead(): Actor {
    return this.random.pick(this.chronicle.offices.all).teamLead;
  }

  visit(): void {
    const { random, measure, chronicle } = this;
    const { id: providerId } = measure.provider;
    const announced = random.chance(0.7);
    chronicle.record(providerStream(providerId), random, this.adviser(), 'RecordProviderVisit', {
      providerId,
      measureId: measure.id,
      visitedOn: chronicle.today,
      rolesPresent: random.some(2, ['management', 'coach', 'social-worker', 'trainer'] as const),
      announced,
      findings: random.pick(visits),
    });
  }

  review(): void {
    const { random, measure, chronicle } = this;
    const { warns } = measure.provider.manner;
    const result = random.weighted({ recommend: 6 * warns, 'with-limits': 3, not: warns < 0.3 ? 1 : 0.1 });
    chronicle.record(measureStream(measure.id), random, this.adviser(), 'ReviewMeasure', {
      measureId: measure.id,
      basis: random.weighted({ visit: 3, participants: 3, papers: 1 }),
      result,
      findings: random.pick(reviews[result]),
    });
  }

  changeStaff(): void {
    const { random, measure, chronicle } = this;
    const { id: providerId, manner } = measure.provider;
    chronicle.record(providerStream(providerId), random, measure.clerk(random), 'ReportStaffChange', {
      providerId,
      measureId: measure.id,
      role: random.weighted({ coach: 4, trainer: 3, 'social-worker': 2, administration: 1 }),
      qualifiedAsAgreed: random.chance(0.6 + 0.35 * manner.warns),
      changedOn: addDays(chronicle.today, random.whole(-3, 20)),
      ...(random.chance(0.6) ? { note: random.pick(staffNotes) } : {}),
    });
  }

  /** The contract's price goes up with the wages. */
  amend(admin: Actor): void {
    const { random, measure, chronicle } = this;
    const pricePerPlaceMonth = Math.round(measure.offered.pricePerPlaceMonth * 1.035);
    chronicle.record(measureStream(measure.id), random, admin, 'AmendMeasure', {
      measureId: measure.id,
      sha256: random.sha256(),
      pricePerPlaceMonth,
    });
  }

  /** Empty places cost money, and somebody above says so; an adviser objects. */
  fillPlaces(): void {
    const { random, measure, chronicle } = this;
    const stream = measureStream(measure.id);
    const noted = chronicle.record(stream, random, this.teamLead(), 'RecordInstruction', {
      measureId: measure.id,
      byRole: 'management',
      instruction: 'fill-places',
      wording: instructionWords.fill,
    });
    chronicle.in(random.whole(1, 4), random, () =>
      chronicle.record(stream, random, this.adviser(), 'ObjectToInstruction', {
        measureId: measure.id,
        instructionId: noted.eventIn(stream),
        reasons: instructionWords.objection,
      }),
    );
  }

  /** For some weeks nobody is sent, through no fault of anybody. */
  pause(): void {
    const { random, measure, chronicle } = this;
    const { id: measureId } = measure;
    const lead = this.teamLead();
    measure.paused = true;
    chronicle.record(measureStream(measureId), random, lead, 'PauseAssignments', {
      measureId,
      legalBasis: buildingWorks.legalBasis,
    });
    chronicle.in(15, random, () => {
      chronicle.record(measureStream(measureId), random, lead, 'ResumeAssignments', {
        measureId,
        reason: buildingWorks.over,
      });
      measure.paused = false;
    });
  }
}

/** What the year brings to a measure. */
export function practise(chronicle: Chronicle, measure: Measure<Story>, days: number, admin: Actor): void {
  const practice = new Practice(chronicle, measure, days);
  const { random } = practice;
  practice.at(0.1 + 0.3 * random.next(), () => practice.visit());
  practice.at(0.55 + 0.4 * random.next(), () => practice.visit());
  practice.at(0.25 + 0.6 * random.next(), () => practice.review());
  if (random.chance(measure.provider.manner.warns))
    practice.at(0.1 + 0.8 * random.next(), () => practice.changeStaff());
  if (!measure.isForVouchers) practice.at(0.5, () => practice.amend(admin));
}

export const pauseForBuildingWorks = (chronicle: Chronicle, measure: Measure<Story>, days: number): void => {
  const practice = new Practice(chronicle, measure, days, 'building works');
  practice.at(0.35, () => practice.pause());
};

export const fillPlaces = (chronicle: Chronicle, measure: Measure<Story>, days: number): void => {
  const practice = new Practice(chronicle, measure, days, 'instruction');
  practice.at(0.7, () => practice.fillPlaces());
};
