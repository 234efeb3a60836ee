import { Injectable } from '@nestjs/common';
import type { NewEntry } from '../../event-codec/event-codec.js';
import type { ProviderEntry } from '../../provider/events.js';
import {
  decideProvider,
  evolveProvider,
  unknownProvider,
  type ProviderCommand,
} from '../../provider/provider.js';
import { isRejection, reject, type Rejection } from '../../terms/rejection.js';
import { Histories } from '../histories.js';
import { Journal } from '../journal.js';
import type { Receipt, Recording } from '../recording.js';
import { Refused } from '../refused.js';
import { canBeCalled, providerStream } from '../../event-codec/streams.js';
import { Turns } from '../../turns.js';

const asEntries = (history: readonly unknown[]): readonly ProviderEntry[] =>
  history as readonly ProviderEntry[];
const fold = (history: readonly unknown[]) => asEntries(history).reduce(evolveProvider, unknownProvider);

/** What was read elsewhere for a decision, and what it speaks against. */
export interface Grounds {
  readonly about?: Pick<NewEntry, 'measureId' | 'reads'>;
  readonly refused?: Rejection;
}

@Injectable()
export class Providers {
  constructor(
    private readonly journal: Journal,
    private readonly histories: Histories,
    private readonly turns: Turns,
  ) {}

  async registered(providerId: string): Promise<{ readonly registered: boolean; readonly revision: number }> {
    const history = await this.history(providerId);
    return { registered: fold(history).registered, revision: history.length - 1 };
  }

  /** The provider's own entries once every command that has begun is done: nothing recorded by now is still under way. */
  settledHistory(providerId: string): Promise<readonly ProviderEntry[]> {
    return this.turns.take(providerStream(providerId), () => this.history(providerId));
  }

  /** What the provider's own history refuses comes before what was read elsewhere. @throws Refused */
  async record(
    providerId: string,
    command: Recording,
    decided: ProviderCommand,
    { about, refused }: Grounds = {},
  ): Promise<Receipt> {
    if (!canBeCalled('provider', providerId))
      throw new Refused(reject('unknown-provider', 'there is no such provider'));
    return this.journal.record({
      stream: providerStream(providerId),
      command,
      ...(decided.type === 'RegisterProvider' ? { id: providerId } : {}),
      about: () => ({ providerId, ...about }),
      decide: (history, _, issued) => {
        const own = decideProvider(decided, fold(history), issued);
        return isRejection(own) ? own : (refused ?? own);
      },
    });
  }

  /** Empty for what no provider is called: the stream of that name is a provider case. */
  private async history(providerId: string): Promise<readonly ProviderEntry[]> {
    if (!canBeCalled('provider', providerId)) return [];
    return asEntries(await this.histories.of(providerStream(providerId)));
  }
}
