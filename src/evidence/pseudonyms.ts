import { staffFields } from '../event-codec/staff-fields.js';
import { idIn, isParticipation, participationStream } from '../event-codec/streams.js';
import type { Json, JsonObject } from '../event-store/event-store.js';
import type { CaseRecord, Kept } from './case-record.js';
import type { Fields, Value } from './dossier.js';

/** Fields that the dossier leaves out: who a client or a member of staff is, and how to reach a person. */
const leftOut: ReadonlySet<string> = new Set([...staffFields, 'clientId', 'contact']);

/** Fields that hold ids for which the dossier has its own names; what they name is told by the letter. */
const renamed: Readonly<Record<string, 'E' | 'T' | 'C' | 'R' | 'I'>> = {
  eventId: 'E',
  disputeId: 'E',
  foundedBy: 'E',
  because: 'E',
  instructionId: 'E',
  participationId: 'T',
  participationIds: 'T',
  followsId: 'T',
  of: 'T',
  crisisId: 'C',
  riskId: 'R',
  incidentId: 'I',
};

/** Fields of `data` that hold words of the office or of a contract, where an id may have slipped in. */
const wording: ReadonlySet<string> = new Set(['title', 'duty', 'clause', 'legalBasis', 'name', 'dutyId']);

export const notTold = 'not-told';
const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
/** Shorter ids are usual words or numbers: replacing these would spoil the wording. */
const shortest = 4;

interface Within {
  readonly stream: string;
  readonly wording: (words: string) => string;
}

/** The dossier's own names for whatever leads to a person. They follow from the case alone and are kept nowhere. */
export class Pseudonyms {
  private readonly events: ReadonlyMap<string, string>;
  private readonly participations: ReadonlyMap<string, string>;
  private readonly others = new Map<string, string>();
  private readonly counts = { C: 0, R: 0, I: 0 };
  private readonly inWords: ReadonlyMap<string, string>;
  private readonly pattern: RegExp | undefined;
  private readonly known: ReadonlySet<string>;

  constructor(record: CaseRecord, told: readonly Kept[]) {
    const people = peopleIn(record, told);
    const taken = new Set([...people.staff, ...people.clients.keys(), ...record.participations.keys()]);
    this.events = new Map(told.map(({ entry }, index) => [entry.id, `E-${index + 1}`]));
    this.participations = ownNames('T', [...record.participations.keys()], taken);
    this.inWords = new Map(
      [
        ...people.staff.map(id => [id, '[Mitarbeiter/in]'] as const),
        ...people.clients.entries().map(([id, of]) => [id, this.participations.get(of)!] as const),
        ...this.participations,
      ]
        .filter(([id]) => id.length >= shortest)
        .map(([id, name]) => [id.toLowerCase(), name] as const),
    );
    const ids = [...this.inWords.keys()].toSorted((a, b) => b.length - a.length).map(escaped);
    this.pattern = ids.length
      ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${ids.join('|')})(?![\\p{L}\\p{N}]|-[\\p{L}\\p{N}])`, 'giu')
      : undefined;
    this.known = publicIds(record);
  }

  event(id: string): string | undefined {
    return this.events.get(id);
  }

  participation(id: string): string {
    return this.participations.get(id) ?? notTold;
  }

  stream(name: string): string {
    return isParticipation(name) ? participationStream(this.participation(idIn(name))) : name;
  }

  /** Words with the dossier's names in place of ids. */
  text(words: string): string {
    const withoutIds = this.pattern
      ? words.replace(this.pattern, id => this.inWords.get(id.toLowerCase())!)
      : words;
    return withoutIds.replace(uuid, id =>
      this.known.has(id) ? id : (this.event(id.toLowerCase()) ?? '[id]'),
    );
  }

  /** @param stream ids of crises and risks are unique within theirs */
  data(data: object, stream: string): Fields {
    return this.fields(data as JsonObject, { stream, wording: value => value });
  }

  sensitive(sensitive: object, stream: string): Fields {
    return this.fields(sensitive as JsonObject, { stream, wording: value => this.text(value) });
  }

  private fields(of: JsonObject, within: Within): Fields {
    // a correction holds values of the field that it names
    const { field } = of;
    const kept = Object.entries(of).filter(([name]) => !leftOut.has(name));
    return Object.fromEntries(
      kept.map(([name, value]) => {
        const meant = (name === 'was' || name === 'is') && typeof field === 'string' ? field : name;
        return [name, this.value(meant, value, within)];
      }),
    );
  }

  private value(field: string, value: Json, within: Within): Value {
    if (Array.isArray(value)) return value.map(one => this.value(field, one as Json, within));
    if (value !== null && typeof value === 'object') return this.fields(value as JsonObject, within);
    if (typeof value !== 'string') return value as number | boolean | null;
    if (field === 'evidenceRef') return 'on-file';
    const kind = renamed[field];
    if (kind !== undefined) return this.named(kind, value, kind === 'I' ? '' : within.stream);
    return wording.has(field) ? this.text(value) : within.wording(value);
  }

  private named(kind: 'E' | 'T' | 'C' | 'R' | 'I', id: string, stream: string): string {
    if (kind === 'E') return this.event(id) ?? notTold;
    if (kind === 'T') return this.participation(id);
    const known = this.others.get(`${kind} ${stream} ${id}`);
    if (known !== undefined) return known;
    const name = `${kind}-${++this.counts[kind]}`;
    this.others.set(`${kind} ${stream} ${id}`, name);
    return name;
  }
}

const escaped = (id: string): string => id.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);

/** Numbered names; one that is somebody's id in the log is not given. */
function ownNames(
  letter: string,
  ids: readonly string[],
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  let number = 0;
  const next = (): string => {
    const name = `${letter}-${++number}`;
    return taken.has(name) ? next() : name;
  };
  return new Map(ids.map(id => [id, next()]));
}

function peopleIn({ participations }: CaseRecord, told: readonly Kept[]) {
  const clients = new Map<string, string>();
  const staff = new Set<string>();
  for (const [participationId, entries] of participations)
    for (const { entry } of entries) {
      if (entry.type === 'MeasureOffered') {
        clients.set(entry.data.clientId, participationId);
        staff.add(entry.data.adviserId);
      }
      if (entry.actor.role !== 'system') staff.add(entry.actor.id);
    }
  for (const { entry } of told) if (entry.actor.role !== 'system') staff.add(entry.actor.id);
  return { clients, staff: [...staff] };
}

/** Ids that lead to no person and stay as they are. */
function publicIds({ caseId, ofCase, measures }: CaseRecord): ReadonlySet<string> {
  const ids = ofCase.flatMap(({ entry }) => {
    if (entry.type === 'DeficiencyObserved') return [entry.data.officeId, entry.data.providerId];
    return entry.type === 'CureDemanded' ? [entry.data.demandId] : [];
  });
  return new Set([caseId, ...ids, ...measures.keys()]);
}
