import type { DomainEntry } from '../../event-codec/domain-event.js';
import { declareOverdue } from '../../participation/duties/declare-overdue.js';
import type { ParticipationEntry } from '../../participation/events.js';
import { rulesNamedBy } from '../../participation/warnings.js';
import type { Rulebooks } from '../../rulebook/rulebook.js';
import type { Instant } from '../../terms/times.js';
import { BySystem, policyOrigin } from '../by-system.js';
import { derivedId } from '../derived-id.js';
import type { Journal } from '../journal.js';
import { Refused } from '../refused.js';
import { participationStream } from '../../event-codec/streams.js';

const namespace = '7a1c9e52-4f7e-4a5c-8a35-2f6b0f1c6d90';

/** A duty as a view points it out; the aggregate judges whether it is overdue. */
export interface OverdueDuty {
  readonly participationId: string;
  readonly dutyId: string;
  readonly foundedBy: string;
  readonly dueAt: Instant;
}

/** Named after the duty alone. */
const originOf = ({ participationId, dutyId, foundedBy }: OverdueDuty) =>
  policyOrigin(derivedId(namespace, `${participationId}/${dutyId}`), { causationId: foundedBy });

/** Duties that were not met become events of the participation in which they are owed. */
export class OverdueDuties {
  constructor(
    private readonly journal: Journal,
    private readonly rulebooks: Rulebooks,
  ) {}

  /** @returns false where the aggregate says that there is nothing to declare @throws what the journal throws */
  async declare(duty: OverdueDuty): Promise<boolean> {
    try {
      await this.journal.record({
        stream: participationStream(duty.participationId),
        command: new BySystem(originOf(duty), duty.dueAt),
        decide: (history, _, issued) =>
          declareOverdue(duty.dutyId, asEntries(history), rulesNamedBy(this.rulebooks), issued),
        about: history => belonging(asEntries(history), duty),
      });
      return true;
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
  }
}

/** The measure and provider of what founded it: a voucher may have gone to another meanwhile. */
function belonging(history: readonly ParticipationEntry[], { foundedBy }: OverdueDuty) {
  const { measureId, providerId } = history.find(({ id }) => id === foundedBy) ?? {};
  return {
    ...(measureId === undefined ? {} : { measureId }),
    ...(providerId === undefined ? {} : { providerId }),
  };
}

const asEntries = (history: readonly DomainEntry[]): readonly ParticipationEntry[] =>
  history as readonly ParticipationEntry[];
