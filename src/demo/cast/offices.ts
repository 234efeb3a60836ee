import type { Region } from '../../rulebook/working-days.js';
import type { Actor } from '../../terms/actor.js';
import { addDays, type Day } from '../../terms/times.js';
import type { Random } from '../random.js';

export interface Office {
  readonly id: string;
  readonly teamLead: Actor;
  readonly advisers: readonly string[];
}

export interface Deputyship {
  readonly officeId: string;
  readonly adviserId: string;
  readonly deputyId: string;
  readonly from: Day;
  readonly to: Day;
  /** The last day, where the adviser came back early. */
  readonly endedOn?: Day;
}

export const officeIds = ['office-nord', 'office-sued'] as const;
/** The state in which the Jobcenter lies: its public holidays move deadlines. */
export const stateOfOffices = 'NI' satisfies Region;

/** The advisers of the Jobcenter, and who stands in for whom. */
export class Offices {
  readonly all: readonly Office[];
  readonly deputyships: readonly Deputyship[];
  private readonly left = new Set<string>();
  private readonly officeOf: ReadonlyMap<string, Office>;
  private readonly absences: ReadonlyMap<string, readonly Deputyship[]>;

  constructor(random: Random, from: Day, days: number, advisers: number) {
    const names = Array.from({ length: advisers }, (_, i) => `adviser-${String(i + 1).padStart(2, '0')}`);
    this.all = officeIds.map((id, n) => ({
      id,
      teamLead: { id: id.replace('office', 'team-lead'), role: 'team-lead', organisation: id },
      advisers: names.filter((_, i) => i % officeIds.length === n),
    }));
    this.officeOf = new Map(this.all.flatMap(office => office.advisers.map(name => [name, office] as const)));
    this.deputyships = this.all.flatMap(office =>
      office.advisers.flatMap((name, i) => {
        const deputyId = office.advisers[(i + 1) % office.advisers.length]!;
        return deputyId === name
          ? []
          : holidays(random, { officeId: office.id, adviserId: name, deputyId }, from, days);
      }),
    );
    this.absences = Map.groupBy(this.deputyships, ({ adviserId }) => adviserId);
  }

  of(adviserId: string): Office {
    return this.officeOf.get(adviserId)!;
  }

  /** Any of those who take on clients. */
  somebody(random: Random): string {
    return random.pick(random.pick(this.all).advisers.filter(name => !this.left.has(name)));
  }

  /** The first adviser of an office who is still there, or whoever stands in today. */
  firstOf(officeId: string, day: Day): Actor {
    const office = this.all.find(({ id }) => id === officeId)!;
    return this.acting(
      office.advisers.find(id => !this.left.has(id))!,
      day,
    );
  }

  leaves(adviserId: string): void {
    this.left.add(adviserId);
  }

  hasLeft(adviserId: string): boolean {
    return this.left.has(adviserId);
  }

  /** Who acts for an adviser's clients on a day: the adviser, the deputy, or where both are away the team-lead. */
  acting(adviserId: string, day: Day): Actor {
    const office = this.of(adviserId);
    const deputyId = this.deputyOf(adviserId, day);
    if (deputyId !== undefined && (this.hasLeft(deputyId) || this.deputyOf(deputyId, day) !== undefined))
      return office.teamLead;
    return { id: deputyId ?? adviserId, role: 'adviser', organisation: office.id };
  }

  private deputyOf(adviserId: string, day: Day): string | undefined {
    const away = (this.absences.get(adviserId) ?? []).find(
      ({ from, to, endedOn }) => from <= day && day <= (endedOn ?? to),
    );
    return away?.deputyId;
  }
}

/** Two or three times a year somebody is away for a week or two, and now and then back early. */
function holidays(
  random: Random,
  who: Pick<Deputyship, 'officeId' | 'adviserId' | 'deputyId'>,
  from: Day,
  days: number,
): Deputyship[] {
  const times = random.whole(2, 3);
  return Array.from({ length: times }, (_, n) => {
    const begin = Math.floor(((n + 0.2 + random.next() * 0.5) * days) / times);
    const length = random.pick([5, 9, 12, 16]);
    const first = addDays(from, begin);
    const early = length > 9 && random.chance(0.12) ? { endedOn: addDays(first, length - 5) } : {};
    return { ...who, from: first, to: addDays(first, length - 1), ...early };
  });
}
