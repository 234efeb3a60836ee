import { Injectable } from '@nestjs/common';
import type { ProviderEntry } from '../../provider/events.js';
import {
  decideProvider,
  evolveProvider,
  unknownProvider,
  type RegisterProvider,
} from '../../provider/provider.js';
import { Histories } from '../histories.js';
import { Journal } from '../journal.js';
import type { Receipt, Recording } from '../recording.js';
import { providerStream } from '../streams.js';

const fold = (history: readonly unknown[]) =>
  (history as readonly ProviderEntry[]).reduce(evolveProvider, unknownProvider);

@Injectable()
export class Providers {
  constructor(
    private readonly journal: Journal,
    private readonly histories: Histories,
  ) {}

  async registered(providerId: string): Promise<{ readonly registered: boolean; readonly revision: number }> {
    const history = await this.histories.of(providerStream(providerId));
    return { registered: fold(history).registered, revision: history.length - 1 };
  }

  register(providerId: string, command: Recording, decided: RegisterProvider): Promise<Receipt> {
    return this.journal.record({
      stream: providerStream(providerId),
      command,
      id: providerId,
      about: () => ({ providerId }),
      decide: history => decideProvider(decided, fold(history)),
    });
  }
}
