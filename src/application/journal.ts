import type { Clock } from '../clock.js';
import type { DomainEntry, DomainEvent } from '../event-codec/domain-event.js';
import type { NewEntry } from '../event-codec/event-codec.js';
import type { EventLog } from '../event-codec/event-log.js';
import { schemaVersionOf } from '../event-codec/names.js';
import { RevisionConflict, type AppendReceipt } from '../event-store/event-store.js';
import { versionsIn } from '../rulebook/decide.js';
import type { RulebookEntry } from '../rulebook/events.js';
import type { Rulebook, Rulebooks } from '../rulebook/rulebook.js';
import { systemActor, type Actor, type Source } from '../terms/actor.js';
import type { Decided, Issued } from '../terms/fact.js';
import { growing } from '../terms/growing.js';
import { isRejection, reject, type Decision, type Rejection } from '../terms/rejection.js';
import { toInstant, type Instant } from '../terms/times.js';
import { IdempotencyKeyReused, InvalidInput, PreconditionFailed } from './command-errors.js';
import { derivedId } from './derived-id.js';
import type { Histories } from './histories.js';
import { unsaidByProvider, type Receipt, type Recording } from './recording.js';
import { Refused } from './refused.js';
import { rulebookStream, streamIn } from '../event-codec/streams.js';
import { timesOf } from './times-of.js';
import type { Turns } from '../turns.js';

const attempts = 10;

/** How one command is decided for one stream. */
export interface Entry {
  readonly stream: string;
  readonly command: Recording;
  /** What the receipt names; without it, the id of the first event. */
  readonly id?: string;
  decide(
    history: readonly DomainEntry[],
    rules: Rulebook,
    issued: Issued,
  ): Decision<Decided<DomainEvent>> | Promise<Decision<Decided<DomainEvent>>>;
  /** Measure, provider and the other streams that were read, for the metadata. */
  about?(
    history: readonly DomainEntry[],
    decided: readonly DomainEvent[],
  ): Pick<NewEntry, 'measureId' | 'providerId' | 'reads'>;
  /** What must be done elsewhere before these entries may stand; a no here is the command's answer. */
  before?(history: readonly DomainEntry[], entries: readonly NewEntry[]): Promise<Rejection | undefined>;
  /** What follows elsewhere once they stand; a policy makes up for what is cut off here. */
  after?(history: readonly DomainEntry[], entries: readonly NewEntry[]): Promise<void>;
}

const wordOf = ({ role }: Actor): Source =>
  role === 'provider' ? 'provider' : role === 'system' ? 'system' : 'adviser';

/** The one way into the log: load, recognise a retry, check the revision, fold, decide, append. */
export class Journal {
  constructor(
    private readonly log: EventLog,
    private readonly histories: Histories,
    private readonly turns: Turns,
    private readonly clock: Clock,
    private readonly rulebooks: Rulebooks,
  ) {}

  /** @throws Refused, InvalidInput, IdempotencyKeyReused, PreconditionFailed, RevisionConflict, StoreUnavailable */
  async record(entry: Entry): Promise<Receipt> {
    providersSayNoMore(entry.command);
    return this.turns.take(entry.stream, async () => {
      for (let attempt = 1; ; attempt++) {
        const [history] = await Promise.all([this.histories.of(entry.stream), this.learnRules()]);
        const first = replayed(history, entry);
        if (first) return first;
        try {
          return await this.attempt(entry, history);
        } catch (error) {
          if (!(error instanceof RevisionConflict)) throw error;
          if (entry.command.origin.expectedRevision !== undefined) throw new PreconditionFailed(error.actual);
          if (attempt === attempts) throw error;
        }
      }
    });
  }

  /** The rulebook valid when something occurred. */
  rulesAt(occurredAt: Instant): Rulebook {
    return this.rulebooks.validAt(occurredAt);
  }

  private async attempt(entry: Entry, history: readonly DomainEntry[]): Promise<Receipt> {
    const { command, stream } = entry;
    const revision = history.length - 1;
    const expected = command.origin.expectedRevision;
    if (expected !== undefined && expected !== revision) throw new PreconditionFailed(revision);
    const another = ofAnotherProvider(entry, history);
    if (another) throw new Refused(another);
    const issued = this.issue(entry, history);
    const rules = this.rulebooks.validAt(issued.at.occurredAt);
    const decided = await entry.decide(history, rules, issued);
    if (isRejection(decided)) throw new Refused(decided);
    const about = entry.about?.(history, decided) ?? {};
    const entries = decided.map((fact, index) => newEntry(fact, index, command, issued, rules, about));
    const refused = await entry.before?.(history, entries);
    if (refused) throw new Refused(refused);
    const receipt = await this.log.append(stream, revision < 0 ? 'no-stream' : revision, entries);
    await entry.after?.(history, entries);
    return named(receipt, entry.id ?? entries[0]!.id);
  }

  /** Another server may have added a version since the last decision. */
  private async learnRules(): Promise<void> {
    const versions = (await this.histories.of(rulebookStream)) as readonly RulebookEntry[];
    this.rulebooks.add(versionsIn(versions));
  }

  /** Never before the stream's last entry, whatever the clock says. */
  private issue({ command, stream }: Entry, history: readonly DomainEntry[]): Issued {
    const now = toInstant(this.clock.now());
    const last = history.at(-1)?.recordedAt;
    const at = timesOf(
      {
        occurredAt: command.occurredAt,
        sourceKnewAt: command.sourceKnewAt,
        learnedAt: command.learnedAt,
        assertedDay: command.assertedDay(),
      },
      last !== undefined && last > now ? last : now,
    );
    if (isRejection(at)) throw new Refused(at);
    const { actor, commandId } = command.origin;
    return {
      at,
      dated: command.occurredAt !== undefined,
      by: actor,
      source: command.source ?? wordOf(actor),
      eventId: index => derivedId(commandId, `${stream}/${index}`),
    };
  }
}

const named = ({ revision, position }: AppendReceipt, id: string): Receipt => ({ id, revision, position });

function providersSayNoMore(command: Recording): void {
  const faults = command.origin.actor.role === 'provider' ? unsaidByProvider(command) : [];
  if (faults.length) throw new InvalidInput(faults);
}

/** A provider speaks of what is its own, through whichever face: another one's is, to it, not there. */
function ofAnotherProvider(
  { stream, command, about }: Entry,
  history: readonly DomainEntry[],
): Rejection | undefined {
  const { role, organisation } = command.origin.actor;
  if (role !== 'provider' || organisation === undefined) return undefined;
  const { providerId = organisation } = about?.(history, []) ?? {};
  if (providerId === organisation) return undefined;
  const kind = streamIn(stream)!.kind;
  const what = kind === 'provider-case' ? 'case' : kind;
  return reject(`unknown-${what}`, `there is no such ${what}`);
}

/** First and last entry of one command in a stream. */
type Commands = Map<string, { readonly first: DomainEntry; last: DomainEntry }>;

function remember(commands: Commands, since: readonly DomainEntry[]): Commands {
  for (const entry of since) {
    const known = commands.get(entry.command.id);
    if (known) known.last = entry;
    else commands.set(entry.command.id, { first: entry, last: entry });
  }
  return commands;
}

const commandsIn = growing<DomainEntry, Commands>(remember, history => remember(new Map(), history));

/** The receipt of an earlier append by the same command. */
function replayed(history: readonly DomainEntry[], { command: { origin }, id }: Entry): Receipt | undefined {
  const earlier = commandsIn(history).get(origin.commandId);
  if (!earlier) return undefined;
  if (earlier.last.command.digest !== origin.digest) throw new IdempotencyKeyReused();
  return named(earlier.last, id ?? earlier.first.id);
}

function newEntry(
  { source, causedBy, ...fact }: Decided<DomainEvent>,
  index: number,
  { origin, shared }: Recording,
  issued: Issued,
  rules: Rulebook,
  about: Pick<NewEntry, 'measureId' | 'providerId' | 'reads'>,
): NewEntry {
  const { commandId, correlationId, channel, digest } = origin;
  return {
    ...(fact as DomainEvent),
    ...issued.at,
    ...about,
    ...(shared ? { shared: true } : {}),
    id: issued.eventId(index),
    schemaVersion: schemaVersionOf(fact.type),
    actor: source === 'system' ? systemActor : issued.by,
    source: source ?? issued.source,
    channel,
    correlationId,
    causationId: causedBy === undefined ? (origin.causationId ?? commandId) : issued.eventId(causedBy),
    rulebook: rules.version,
    command: { id: commandId, digest },
  };
}
