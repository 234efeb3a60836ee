import { Injectable } from '@nestjs/common';
import {
  decideClient,
  evolveClient,
  unknownClient,
  type Client,
  type ClientCommand,
} from '../../client/client.js';
import type { ClientEntry } from '../../client/events.js';
import { Histories } from '../histories.js';
import { Journal } from '../journal.js';
import type { Receipt, Recording } from '../recording.js';
import { clientStream } from '../streams.js';

const fold = (history: readonly unknown[]): Client =>
  (history as readonly ClientEntry[]).reduce(evolveClient, unknownClient);

@Injectable()
export class Clients {
  constructor(
    private readonly journal: Journal,
    private readonly histories: Histories,
  ) {}

  /** A client as of now, and the revision that says so (-1 where there is none). */
  async state(clientId: string): Promise<{ readonly client: Client; readonly revision: number }> {
    const history = await this.histories.of(clientStream(clientId));
    return { client: fold(history), revision: history.length - 1 };
  }

  record(clientId: string, command: Recording, decided: ClientCommand): Promise<Receipt> {
    return this.journal.record({
      stream: clientStream(clientId),
      command,
      ...(decided.type === 'RegisterClient' ? { id: clientId } : {}),
      decide: history => decideClient(decided, fold(history)),
    });
  }
}
