import { addWorkingDays, isWorkingDay, orNextWorkingDay } from '../../rulebook/working-days.js';
import { addDays, dayOf, epochOf, startOfDay, toInstant, type Day } from '../../terms/times.js';
import { Random } from '../random.js';

const minute = 60_000;
/** Minutes after midnight around which an office writes down what it has; many commands share one moment. */
const rounds = [480, 590, 770, 880];
export const lastRound = rounds.length - 1;

/** The year before `today`, by the working days that hold nationwide. */
export class WorkCalendar {
  readonly from: Day;
  /** The moment with which today begins: everything that was, was before it. */
  readonly end: number;
  private readonly workingDays: readonly Day[];
  private readonly roundsOf = new Map<Day, readonly number[]>();

  constructor(
    private readonly seed: string,
    today: Day,
    days: number,
  ) {
    this.from = orNextWorkingDay(addDays(today, -days));
    this.end = epochOf(startOfDay(today));
    this.workingDays = Array.from({ length: days + 400 }, (_, n) => addDays(this.from, n)).filter(day =>
      isWorkingDay(day),
    );
  }

  /** Working days from one day of the year to another, both included. */
  between(from: Day, to: Day): readonly Day[] {
    const first = this.workingDays.findIndex(day => day >= from);
    const after = this.workingDays.findIndex(day => day > to);
    return this.workingDays.slice(first, after < 0 ? undefined : after);
  }

  /** The moments of a day, a little different each day. */
  moments(day: Day): readonly number[] {
    const known = this.roundsOf.get(day);
    if (known) return known;
    const random = Random.of(this.seed, 'day', day);
    const midnight = epochOf(startOfDay(day));
    const moments = rounds.map(round => midnight + round * minute + random.whole(0, 1_199) * 1_000);
    this.roundsOf.set(day, moments);
    return moments;
  }

  /** Some moment of the day or, where that is none to work on or is over by `after`, of the next one that is. */
  moment(day: Day, after: number, random: Random, earliestRound = 0): number {
    const moments = this.moments(orNextWorkingDay(day))
      .slice(earliestRound)
      .filter(at => at > after);
    return moments.length ? random.pick(moments) : this.moment(addDays(day, 1), after, random);
  }

  /** The first moment after another one. */
  nextMoment(after: number): number {
    const day = orNextWorkingDay(dayOf(toInstant(after)));
    return this.moments(day).find(at => at > after) ?? this.moments(addWorkingDays(day, 1))[0]!;
  }
}

/** The days on which nobody is taught although they are no holidays: between the years. */
export const isBetweenTheYears = (day: Day): boolean => {
  const date = day.slice(5);
  return date >= '12-24' || date <= '01-02';
};

/** Monday is 1, Friday 5. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00.000Z`).getUTCDay();

export const nextMonday = (after: Day): Day => addDays(after, (8 - weekdayOf(after)) % 7 || 7);
