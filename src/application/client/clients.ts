import { Injectable } from '@nestjs/common';
import {
  decideClient,
  evolveClient,
  unknownClient,
  type Client,
  type ClientCommand,
} from '../../client/client.js';
import type { ClientEntry } from '../../client/events.js';
import type { NewEntry } from '../../event-codec/event-codec.js';
import { Histories } from '../histories.js';
import { Journal } from '../journal.js';
import type { Receipt, Recording } from '../recording.js';
import { clientStream } from '../../event-codec/streams.js';
import { Turns } from '../../turns.js';

const asEntries = (history: readonly unknown[]): readonly ClientEntry[] => history as readonly ClientEntry[];
const fold = (history: readonly unknown[]): Client => asEntries(history).reduce(evolveClient, unknownClient);

/** What stands beside a decision about a client. */
export interface Beside {
  /** What the receipt names; without it, the id of the event. */
  readonly id?: string;
  readonly about?: Pick<NewEntry, 'measureId' | 'providerId' | 'reads'>;
}

@Injectable()
export class Clients {
  constructor(
    private readonly journal: Journal,
    private readonly histories: Histories,
    private readonly turns: Turns,
  ) {}

  /** A client as of now, and the revision that says so (-1 where there is none). */
  async state(clientId: string): Promise<{ readonly client: Client; readonly revision: number }> {
    const history = await this.histories.of(clientStream(clientId));
    return { client: fold(history), revision: history.length - 1 };
  }

  /** The client's own entries once every command that has begun is done: nothing recorded by now is still under way. */
  settledHistory(clientId: string): Promise<readonly ClientEntry[]> {
    const stream = clientStream(clientId);
    return this.turns.take(stream, async () => asEntries(await this.histories.of(stream)));
  }

  record(
    clientId: string,
    command: Recording,
    decided: ClientCommand,
    { id, about = {} }: Beside = {},
  ): Promise<Receipt> {
    const named = decided.type === 'RegisterClient' ? clientId : id;
    return this.journal.record({
      stream: clientStream(clientId),
      command,
      ...(named === undefined ? {} : { id: named }),
      about: () => about,
      decide: (history, _, issued) => decideClient(decided, fold(history), issued),
    });
  }
}
