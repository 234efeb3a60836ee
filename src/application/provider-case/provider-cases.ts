import { Injectable } from '@nestjs/common';
import type { NewEntry } from '../../event-codec/event-codec.js';
import { StoreUnavailable } from '../../event-store/event-store.js';
import type { ProviderCaseCommand } from '../../provider-case/commands.js';
import { decideCase } from '../../provider-case/decide.js';
import { isLapseDue, type Demand } from '../../provider-case/demand.js';
import type { ProviderCaseEntry } from '../../provider-case/events.js';
import { caseOf } from '../../provider-case/evolve.js';
import { toBeNoted } from '../../provider-case/noted.js';
import type { ProviderCase } from '../../provider-case/state.js';
import type { Region } from '../../rulebook/working-days.js';
import { reject } from '../../terms/rejection.js';
import { BySystem, policyOrigin } from '../by-system.js';
import { derivedId } from '../derived-id.js';
import { Histories } from '../histories.js';
import { Journal } from '../journal.js';
import { Measures } from '../measure/measures.js';
import { Offices } from '../office/offices.js';
import type { Receipt, Recording } from '../recording.js';
import { Refused } from '../refused.js';
import { officeStream, providerCaseStream } from '../../event-codec/streams.js';

const asEntries = (history: readonly unknown[]): readonly ProviderCaseEntry[] =>
  history as readonly ProviderCaseEntry[];

type Reads = Readonly<Record<string, number>>;

export interface CaseStep {
  readonly command: Recording;
  readonly decided: ProviderCaseCommand;
  /** What the receipt names; without it, the id of the first event. */
  readonly id?: string;
  /** Other streams that the decision read, with their revisions. */
  readonly reads?: Reads;
}

/** Provider cases, and the deficiencies that follow from them in a measure's own stream. */
@Injectable()
export class ProviderCases {
  constructor(
    private readonly journal: Journal,
    private readonly histories: Histories,
    private readonly offices: Offices,
    private readonly measures: Measures,
  ) {}

  /** Everything recorded about one case; empty where there is none. */
  async history(caseId: string): Promise<readonly ProviderCaseEntry[]> {
    return asEntries(await this.histories.of(providerCaseStream(caseId)));
  }

  /** A case as of now, and the revision that says so (phase `none` and -1 where there is none). */
  async state(caseId: string): Promise<{ readonly case: ProviderCase; readonly revision: number }> {
    const history = await this.history(caseId);
    return { case: caseOf(history), revision: history.length - 1 };
  }

  /** Whose public holidays move the deadlines of a case: its office's. @throws Refused `unknown-case` */
  async regionOf(caseId: string): Promise<{ readonly region: Region; readonly reads: Reads }> {
    const { case: state } = await this.state(caseId);
    if (state.phase === 'none') throw new Refused(reject('unknown-case', 'there is no such case'));
    const { office, revision } = await this.offices.state(state.officeId);
    return { region: office.state, reads: { [officeStream(state.officeId)]: revision } };
  }

  /** Records a step. Where a re-inspection after the deadline finds a demand uncured, the lapse follows at once. */
  async record(caseId: string, { command, decided, id, reads }: CaseStep): Promise<Receipt> {
    const receipt = await this.journal.record({
      stream: providerCaseStream(caseId),
      command,
      ...(id === undefined ? {} : { id }),
      decide: (history, rules, issued) => decideCase(decided, asEntries(history), rules, issued),
      about: history => ({ ...about(decided, caseOf(asEntries(history))), ...(reads ? { reads } : {}) }),
      after: (_, [first]) => this.tellMeasure(caseId, first!),
    });
    if (decided.type === 'Reinspect')
      await leftToPolicies(() => this.lapsedByInspection(caseId, decided.demandId));
    return receipt;
  }

  /**
   * Declares the deadline of a demand lapsed, once: the event's id is made of the demand's, so that two servers declare
   * the same. @returns false where it has not lapsed, or nothing is left to do
   */
  async declareLapse(caseId: string, demandId: string): Promise<boolean> {
    const demand = (await this.demandsOf(caseId)).get(demandId);
    if (!demand || demand.declared) return false;
    const origin = policyOrigin(derivedId(lapses, `${caseId}/${demandId}`));
    const command = new BySystem(origin, demand.deadline.endsAt);
    try {
      await this.record(caseId, { command, decided: { type: 'DeclareLapse', demandId } });
      return true;
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
  }

  /** Makes the measure's stream say what the case does. @returns false where it did already */
  async noteInMeasure(caseId: string): Promise<boolean> {
    const history = await this.history(caseId);
    const state = caseOf(history);
    const last = history.findLast(
      ({ type }) => type === 'FindingEstablished' || type === 'ProviderCaseClosed',
    );
    if (!last || state.phase === 'none' || state.measureId === undefined) return false;
    const { occurredAt, learnedAt, command, correlationId } = last;
    const origin = policyOrigin(command.id, { correlationId });
    const cause = { origin, occurredAt, learnedAt };
    const noted = toBeNoted(state);
    return noted
      ? this.measures.noteDeficiency(state.measureId, { caseId, ...noted }, cause)
      : this.measures.liftDeficiency(state.measureId, caseId, cause);
  }

  private async tellMeasure(caseId: string, { type }: NewEntry): Promise<void> {
    if (type === 'FindingEstablished' || type === 'ProviderCaseClosed')
      await leftToPolicies(() => this.noteInMeasure(caseId));
  }

  /** As of the day that was inspected, whatever the clock says: it may be wrong, and a lapse stands for ever. */
  private async lapsedByInspection(caseId: string, demandId: string): Promise<void> {
    const inspected = (await this.history(caseId)).findLast(({ type }) => type === 'Reinspected');
    const demand = (await this.demandsOf(caseId)).get(demandId);
    if (inspected && demand && isLapseDue(demand, inspected.occurredAt))
      await this.declareLapse(caseId, demandId);
  }

  private async demandsOf(caseId: string): Promise<ReadonlyMap<string, Demand>> {
    const { case: state } = await this.state(caseId);
    return state.phase === 'established' ? state.demands : new Map();
  }
}

/** What is recorded stands; a policy makes up for what the store could not take note of now. */
async function leftToPolicies(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}

/** Measure and provider, for the metadata: of the case or, when it is opened, of the command. */
function about(decided: ProviderCaseCommand, state: ProviderCase) {
  const named = decided.type === 'OpenProviderCase' ? decided : state.phase === 'none' ? undefined : state;
  if (!named) return {};
  const { providerId, measureId } = named;
  return { providerId, ...(measureId === undefined ? {} : { measureId }) };
}

const lapses = 'b0c9a4f7-7c2f-4f0e-9a3c-52a1a9d3a2d6';
