import type { CommandName } from '../../application/commands.js';
import { providerCaseStream, providerStream } from '../../event-codec/streams.js';
import type { Actor } from '../../terms/actor.js';
import type { ProofOfDelivery, ReinspectionResult, StaffRole } from '../../terms/catalogues.js';
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

type Found = Omit<FieldsOf<'EstablishFinding'>, 'caseId' | 'exculpatory'> &
  Partial<Pick<FieldsOf<'EstablishFinding'>, 'exculpatory'>>;

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

  /** A visit to the provider on account of what the case is about. */
  visit(findings: string, rolesPresent: readonly StaffRole[], announced: boolean): void {
    const { provider, id: measureId } = this.measure;
    this.other(providerStream(provider.id), this.adviser(), 'RecordProviderVisit', {
      providerId: provider.id,
      measureId,
      visitedOn: this.chronicle.today,
      rolesPresent: [...rolesPresent],
      announced,
      findings,
    });
  }

  /** What is demanded, and the invitation to be heard on it, delivered on the same day. */
  demand(demandId: string, demands: string, proofOfDelivery: ProofOfDelivery): void {
    this.record(this.teamLead(), 'DemandCure', { demandId, demands, proofOfDelivery });
    this.record(this.teamLead(), 'InviteStatement', { proofOfDelivery });
  }

  inspect(demandId: string, result: ReinspectionResult, findings: string): void {
    const inspectedOn = this.chronicle.today;
    this.record(this.teamLead(), 'Reinspect', { demandId, inspectedOn, result, findings });
  }

  find({ exculpatory = 'none-found', ...found }: Found): void {
    this.record(this.adviser(), 'EstablishFinding', { exculpatory, ...found });
    this.measure.deficient = true;
  }

  /** A step that belongs to the case but stands elsewhere. */
  other<N extends CommandName>(line: string, actor: Actor, command: N, fields: FieldsOf<N>): Noted {
    return this.chronicle.record(line, this.random, actor, command, fields);
  }
}
