import type { ParticipationCommand } from '../../src/participation/commands.js';
import { decide } from '../../src/participation/decide.js';
import type { ParticipationEntry } from '../../src/participation/events.js';
import { Rulebooks, type Rulebook } from '../../src/rulebook/rulebook.js';
import type { Region } from '../../src/rulebook/working-days.js';
import type { Actor, Source } from '../../src/terms/actor.js';
import { isRejection } from '../../src/terms/rejection.js';
import type { Instant } from '../../src/terms/times.js';

const duties = {
  start: 3,
  month: 8,
  inform: { unexcusedDay: 3, crisis: 1, crisisFromSeverity: 3, risk: 1, proposal: 1 },
  crisis: { '2': { workingDays: 5 }, '3': { workingDays: 2 }, '4': { hours: 4 } },
  contact: 28,
  exit: 5,
  cure: { usual: 14, grave: 3, atMost: 90 },
  hearing: 14,
} as const;

/** The parameters as rules.md gives them. */
export const usualRules: Rulebook = {
  version: 'usual',
  validFrom: '1900-01-01',
  verified: true,
  source: 'rules.md',
  duties,
  warnings: {
    R1: { unexcusedInARow: 2 },
    R2: { window: 20, atLeast: 10, below: 0.7 },
    S: { workingDays: 5, lookBackDays: 60 },
  },
  forbidden: { notice: ['sgb2-16k'], obligation: ['sgb2-16k'] },
  exceptions: ['cure-refused'],
};

/** From 2026-07-01 with other numbers everywhere, so that a mix-up shows. */
export const laterRules: Rulebook = {
  ...usualRules,
  version: 'later',
  validFrom: '2026-07-01',
  duties: {
    ...duties,
    start: 10,
    inform: { ...duties.inform, crisis: 4, unexcusedDay: 6 },
    crisis: { '2': { workingDays: 7 }, '3': { workingDays: 4 }, '4': { hours: 6 } },
    contact: 14,
    exit: 2,
  },
  warnings: { ...usualRules.warnings, S: { workingDays: 2, lookBackDays: 10 } },
};

export const rulebooks = new Rulebooks([usualRules, laterRules]);

/** A day means 12:00 in UTC on it. */
export type Moment = Instant | string;
export const moment = (text: Moment): Instant => (text.includes('T') ? text : `${text}T12:00:00.000Z`);

/** How something was told. Defaults: the adviser's word, recorded by the adviser, learned and written as it occurred. */
export interface Telling {
  readonly knew?: Moment;
  readonly learned?: Moment;
  readonly written?: Moment;
  readonly source?: Source;
  readonly by?: Actor;
  readonly shared?: true;
}

export const adviser: Actor = { id: 'adviser-1', role: 'adviser', organisation: 'office-1' };
export const clerk: Actor = { id: 'clerk-1', role: 'provider', organisation: 'provider-1' };
export const byProvider: Telling = { source: 'provider', by: clerk };

type Attended = ParticipationCommand<'ReportAttendance'>['days'][number]['state'];

/** A participation as it was told: each step is decided by the domain, so no history is told that could not be. */
export class Told {
  /** A new array with every step: what is derived from a history is remembered by it. */
  history: readonly ParticipationEntry[] = [];
  private steps = 0;

  constructor(
    readonly id = 't-1',
    private readonly about: {
      clientId?: string;
      measureId?: string;
      providerId?: string;
      state?: Region;
    } = {},
  ) {}

  get stream(): string {
    return `participation-${this.id}`;
  }

  /** Id of the newest entry. */
  get last(): string {
    return this.history.at(-1)!.id;
  }

  tell(command: ParticipationCommand, at: Moment, telling: Telling = {}): this {
    const occurredAt = moment(at);
    const learnedAt = moment(telling.learned ?? occurredAt);
    const recordedAt = [moment(telling.written ?? learnedAt), this.history.at(-1)?.recordedAt ?? '']
      .toSorted()
      .at(-1)!;
    const { source = 'adviser', by = adviser, knew, shared } = telling;
    const times = { occurredAt, learnedAt, recordedAt, ...(knew ? { sourceKnewAt: moment(knew) } : {}) };
    const step = this.steps++;
    const eventId = (index: number) => `${this.id}-${step}${index ? `.${index}` : ''}`;
    const rules = rulebooks.validAt(occurredAt);
    const issued = { at: times, dated: true, by, source, eventId };
    const decided = decide(command, this.history, rules, issued);
    if (isRejection(decided))
      throw new Error(`${command.type} at ${occurredAt}: ${decided.code}, ${decided.detail}`);
    const entries = decided.map(({ causedBy, ...fact }, index) => ({
      ...fact,
      source: fact.source ?? source,
      id: eventId(index),
      stream: this.stream,
      revision: this.history.length + index,
      position: String(this.history.length + index).padStart(16, '0'),
      schemaVersion: 1,
      ...times,
      actor: by,
      channel: 'api',
      correlationId: `correlation-${step}`,
      causationId: causedBy === undefined ? `command-${step}` : eventId(causedBy),
      rulebook: rules.version,
      command: { id: `command-${step}`, digest: '' },
      measureId: this.about.measureId ?? 'measure-1',
      providerId: this.about.providerId ?? 'provider-1',
      ...(shared ? { shared } : {}),
    }));
    this.history = [...this.history, ...(entries as readonly ParticipationEntry[])];
    return this;
  }

  offered(at: Moment, more: Partial<ParticipationCommand<'OfferMeasure'>> = {}, telling?: Telling): this {
    const ground = {
      adviserId: 'adviser-1',
      mandate: 'given',
      providerId: this.about.providerId ?? 'provider-1',
      legalBasis: 'sgb3-45-3',
      track: 'purchased',
      ...(this.about.state === undefined ? {} : { state: this.about.state }),
    } as const;
    const { clientId = 'client-1', measureId = 'measure-1' } = this.about;
    const what = { clientId, measureId, ground, ...more };
    return this.tell({ type: 'OfferMeasure', ...what }, at, telling);
  }

  consented(at: Moment, telling?: Telling): this {
    return this.tell({ type: 'GiveConsent', form: 'written' }, at, telling);
  }

  assigned(at: Moment, startsOn: string, telling?: Telling): this {
    return this.tell({ type: 'AssignPlace', startsOn, basis: 'consent' }, at, telling);
  }

  /** Offered, consented and assigned four weeks before, then started on the provider's word. */
  started(startedOn: string, telling: Telling = {}): this {
    const before = new Date(Date.parse(moment(startedOn)) - 28 * 86_400_000).toISOString().slice(0, 10);
    return this.offered(before)
      .consented(before)
      .assigned(before, startedOn)
      .tell({ type: 'ConfirmStart', startedOn }, startedOn, { ...byProvider, ...telling });
  }

  attended(at: Moment, days: Readonly<Record<string, Attended>>, telling: Telling = {}): this {
    const reported = Object.entries(days).map(([day, state]) => ({ day, state }));
    const riskId = `rule-risk-${this.steps}`;
    return this.tell({ type: 'ReportAttendance', days: reported, riskId }, at, { ...byProvider, ...telling });
  }

  crisis(at: Moment, crisisId: string, severity: 1 | 2 | 3 | 4, telling: Telling = {}): this {
    const what = { crisisId, severity, kind: 'overload' } as const;
    return this.tell({ type: 'OpenCrisis', ...what }, at, { ...byProvider, ...telling });
  }

  droppedOut(
    at: Moment,
    endedOn: string,
    finding: ParticipationCommand<'ConfirmDropout'>['adviserFinding'] = 'unknown',
  ): this {
    const reasons = { providerReason: 'unknown', clientReason: 'unknown', adviserFinding: finding } as const;
    return this.tell({ type: 'ConfirmDropout', endedOn, ...reasons }, at);
  }

  corrected(
    at: Moment,
    eventId: string,
    field: string,
    is: ParticipationCommand<'CorrectEntry'>['is'],
    telling?: Telling,
  ): this {
    return this.tell({ type: 'CorrectEntry', eventId, field, is, reason: 'mistyped' }, at, telling);
  }

  annulled(at: Moment, eventId: string, telling?: Telling): this {
    return this.tell({ type: 'AnnulEntry', eventId, reason: 'mistaken' }, at, telling);
  }
}
