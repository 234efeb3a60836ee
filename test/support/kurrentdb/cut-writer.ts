import type {
  AppendReceipt,
  EventData,
  EventStore,
  ExpectedRevision,
  StoredEvent,
} from '../../../src/event-store/event-store.js';
import { OutcomeUnknown, RevisionConflict, StoreUnavailable } from '../../../src/event-store/event-store.js';
import { sample } from '../event-store/samples.js';
import type { Chance } from './chance.js';
import type { Cut, CuttingProxy } from './cutting-proxy.js';

/** What was seen, all writers together. */
export class Tally {
  appends = 0;
  /** Appends whose connection was cut at least once. */
  cut = 0;
  readonly outcomes: Record<string, number> = {};

  count(what: string): void {
    this.outcomes[what] = (this.outcomes[what] ?? 0) + 1;
  }
}

type Outcome =
  | { readonly is: 'receipt'; readonly receipt: AppendReceipt }
  | { readonly is: 'conflict'; readonly actual: number }
  | { readonly is: 'unknown' | 'unavailable' };

const streams = 5;
const places: readonly Cut['at'][] = ['request', 'request-end', 'answer', 'answer-part'];

/** Appends through a proxy that cuts, and holds every outcome against what stands, as read past the proxy. */
export class CutWriter {
  private readonly expected = new Map<string, string[]>();
  /** Appends that were told not to stand and were not repeated. */
  private readonly absent: string[] = [];

  constructor(
    private readonly name: string,
    private readonly chance: Chance,
    private readonly proxy: CuttingProxy,
    private readonly through: EventStore,
    private readonly direct: EventStore,
    private readonly tally: Tally,
  ) {}

  /** One append under a cut, from its call to the truth about it. @throws Error where the caller was told otherwise */
  async one(): Promise<void> {
    const stream = `${this.name}-${this.chance.below(streams)}`;
    const own = this.own(stream);
    const events = this.events();
    const last = own.length - 1;
    const right: ExpectedRevision = last < 0 ? 'no-stream' : last;
    const wrong = this.chance.happens(0.1);
    const expected = this.chance.happens(0.3) ? 'any' : wrong ? last + 1 + this.chance.below(3) : right;
    const disturbed = this.disturb(stream, expected);
    const before = this.cuts;
    const outcome = await outcomeOf(this.through.append(stream, expected, events));
    const cuts = this.cuts - before;
    const rival = await disturbed.over();
    this.tally.appends++;
    if (cuts > 0) this.tally.cut++;
    this.tally.count(outcome.is);
    if (cuts > 0 && outcome.is === 'receipt') this.tally.count('receipt in spite of a cut');
    if (rival) own.push(...(await this.rivalsFirst(stream, own, rival)));
    await this.settle(stream, expected, events, outcome);
  }

  /** Reads all that stands: exactly what was promised, once, in its order. @throws Error */
  async audit(): Promise<number> {
    let events = 0;
    for (const [stream, ids] of this.expected) {
      const standing = await this.direct.readStream(stream);
      const found = standing.map(({ id }) => id);
      same(`${stream} at the end`, found.toSorted(), ids.toSorted());
      if (new Set(found).size !== found.length) throw new Error(`${stream} has an event twice`);
      const lost = this.absent.filter(id => found.includes(id));
      if (lost.length > 0) throw new Error(`${stream} has what was told not to stand: ${lost.join()}`);
      events += found.length;
    }
    return events;
  }

  private get cuts(): number {
    return Object.values(this.proxy.cuts).reduce((sum, count) => sum + count, 0);
  }

  private own(stream: string): string[] {
    const known = this.expected.get(stream) ?? [];
    this.expected.set(stream, known);
    return known;
  }

  private events(): readonly EventData[] {
    const filling = this.chance.happens(0.2) ? 'x'.repeat(60_000) : 'x';
    return Array.from({ length: 1 + this.chance.below(3) }, (_, index) => sample({ index, filling }));
  }

  /** Arms the proxy; in some cases the node is gone for as long as the append lasts, or somebody else writes just then. */
  private disturb(stream: string, expected: ExpectedRevision) {
    const cuts = Array.from({ length: this.chance.happens(0.2) ? 2 + this.chance.below(6) : 1 }, () => ({
      at: this.chance.of(places),
      bytes: this.chance.below(this.chance.happens(0.5) ? 400 : 60_000),
      skip: this.chance.happens(0.1) ? 1 : 0,
    }));
    const [gone, rivals] = [this.chance.happens(0.15), this.chance.happens(0.15)];
    const rival = sample({ rival: true });
    const cut = this.proxy.nextCut();
    this.proxy.arm(cuts[0], ...cuts.slice(1));
    let meanwhile: Promise<boolean> = Promise.resolve(false);
    const whenCut = async (): Promise<void> => {
      await cut;
      if (gone) void this.proxy.stop();
      if (rivals && expected !== 'any')
        meanwhile = this.direct.append(stream, expected, [rival]).then(
          () => true,
          () => false,
        );
    };
    void whenCut();
    return {
      over: async (): Promise<EventData | undefined> => {
        this.proxy.arm();
        if (gone) {
          await this.proxy.stop();
          await this.proxy.start();
        }
        return (await meanwhile) ? rival : undefined;
      },
    };
  }

  /** The rival took the place that was expected; nothing else can stand there. */
  private async rivalsFirst(
    stream: string,
    own: readonly string[],
    rival: EventData,
  ): Promise<readonly string[]> {
    const standing = await this.direct.readStream(stream);
    same(`the rival's place in ${stream}`, standing[own.length]?.id, rival.id);
    this.tally.count('a rival was first');
    return [rival.id];
  }

  private async settle(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EventData[],
    outcome: Outcome,
    repeats = 0,
  ): Promise<void> {
    const own = this.own(stream);
    const standing = await this.direct.readStream(stream);
    const ids = events.map(({ id }) => id);
    const ours = standing.filter(({ id }) => ids.includes(id));
    if (outcome.is === 'receipt') {
      same(`${stream} with what was acknowledged`, idsOf(standing), [...own, ...ids]);
      const { revision, position } = ours.at(-1)!;
      same(`the receipt of ${stream}`, outcome.receipt, { revision, position });
      own.push(...ids);
      return;
    }
    if (outcome.is === 'unknown')
      this.tally.count(ours.length > 0 ? 'unknown, and stands' : 'unknown, and does not stand');
    else
      same(`${stream} after ${outcome.is} (expected ${expected}, ids ${ids.join()})`, idsOf(standing), own);
    if (outcome.is === 'conflict') {
      if (expected === 'any' || expected === (own.length === 0 ? 'no-stream' : own.length - 1))
        throw new Error(`no true conflict: ${stream} is at ${own.length - 1}, as expected`);
      same(`where the conflict says that ${stream} is`, outcome.actual, own.length - 1);
      this.absent.push(...ids);
      return;
    }
    if (outcome.is === 'unavailable' && this.chance.happens(0.3)) {
      this.absent.push(...ids);
      return;
    }
    if (repeats > 3)
      throw new Error(`the append to ${stream} is still ${outcome.is} with nothing in its way`);
    this.tally.count('repeated');
    await this.settle(
      stream,
      expected,
      events,
      await outcomeOf(this.through.append(stream, expected, events)),
      repeats + 1,
    );
  }
}

async function outcomeOf(append: Promise<AppendReceipt>): Promise<Outcome> {
  try {
    return { is: 'receipt', receipt: await append };
  } catch (error) {
    if (error instanceof RevisionConflict) return { is: 'conflict', actual: error.actual };
    if (error instanceof OutcomeUnknown) return { is: 'unknown' };
    if (error instanceof StoreUnavailable) return { is: 'unavailable' };
    throw error;
  }
}

const idsOf = (events: readonly StoredEvent[]): readonly string[] => events.map(({ id }) => id);

function same(what: string, found: unknown, promised: unknown): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(promised)];
  if (left !== right) throw new Error(`${what}: found ${left}, promised ${right}`);
}
