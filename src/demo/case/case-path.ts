import type { CommandName } from '../../application/commands.js';
import { providerCaseStream } from '../../application/streams.js';
import type { Actor } from '../../terms/actor.js';
import { addDays, type Day } from '../../terms/times.js';
import type { Chronicle, Noted } from '../plan/chronicle.js';
import type { FieldsOf } from '../plan/step.js';
import { Random } from '../random.js';
import type { Measure } from '../story/measure.js';
import type { Story } from '../story/story.js';

type OfCase =
  | 'OpenProviderCase'
  | 'AddEvidence'
  | 'EstablishFinding'
  | 'DemandCure'
  | 'InviteStatement'
  | 'RecordStatement'
  | 'ReportCure'
  | 'Reinspect'
  | 'IssueWarning'
  | 'ReferCase'
  | 'RecordDecision'
  | 'CloseProviderCase';

/** What happens so many days before the end of the year, in this order. */
export type Stage = readonly [daysBefore: number, action: () => void];

/** One provider case as it is being told. */
export class CasePath {
  readonly random: Random;

  constructor(
    readonly caseId: string,
    readonly chronicle: Chronicle,
    readonly measure: Measure<Story>,
    readonly officeId: string,
    /** The first day after the year. */
    private readonly today: Day,
  ) {
    this.random = Random.of(chronicle.seed, caseId);
  }

  /** Lives through the stages one after the other, each on its day or as soon after it as people work. */
  follow([stage, ...others]: readonly Stage[]): void {
    if (!stage) return;
    const [daysBefore, action] = stage;
    const { chronicle, random } = this;
    const wanted = addDays(this.today, -daysBefore);
    const day = chronicle.now > 0 && wanted < chronicle.today ? chronicle.today : wanted;
    chronicle.on(day, random, () => {
      action();
      this.follow(others);
    });
  }

  adviser(): Actor {
    return this.chronicle.offices.firstOf(this.officeId, this.chronicle.today);
  }

  teamLead(): Actor {
    return this.chronicle.offices.all.find(({ id }) => id === this.officeId)!.teamLead;
  }

  clerk(): Actor {
    return this.measure.clerk(this.random);
  }

  record<N extends OfCase>(actor: Actor, command: N, fields: Omit<FieldsOf<N>, 'caseId'>): Noted {
    return this.other(providerCaseStream(this.caseId), actor, command, {
      caseId: this.caseId,
      ...fields,
    } as unknown as FieldsOf<N>);
  }

  /** A step that belongs to the case but stands elsewhere. */
  other<N extends CommandName>(line: string, actor: Actor, command: N, fields: FieldsOf<N>): Noted {
    return this.chronicle.record(line, this.random, actor, command, fields);
  }
}
