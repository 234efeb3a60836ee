import { Injectable } from '@nestjs/common';
import type { OfficeEntry } from '../../office/events.js';
import {
  decideOffice,
  deputises,
  emptyOffice,
  evolveOffice,
  type Office,
  type OfficeCommand,
} from '../../office/office.js';
import type { Day } from '../../terms/times.js';
import { Histories } from '../histories.js';
import { Journal } from '../journal.js';
import type { Receipt, Recording } from '../recording.js';
import { officeStream } from '../../event-codec/streams.js';

const fold = (history: readonly unknown[]): Office =>
  (history as readonly OfficeEntry[]).reduce(evolveOffice, emptyOffice);

@Injectable()
export class Offices {
  constructor(
    private readonly journal: Journal,
    private readonly histories: Histories,
  ) {}

  /** An office as of now, and the revision that says so (-1 where nothing is known of it). */
  async state(officeId: string): Promise<{ readonly office: Office; readonly revision: number }> {
    const history = await this.histories.of(officeStream(officeId));
    return { office: fold(history), revision: history.length - 1 };
  }

  /** True while the adviser's clients are the deputy's own too. */
  async deputises(officeId: string, deputyId: string, adviserId: string, day: Day): Promise<boolean> {
    return deputises(fold(await this.histories.of(officeStream(officeId))), deputyId, adviserId, day);
  }

  record(officeId: string, command: Recording, decided: OfficeCommand): Promise<Receipt> {
    return this.journal.record({
      stream: officeStream(officeId),
      command,
      ...(decided.type === 'RegisterOffice' ? { id: officeId } : {}),
      decide: history => decideOffice(decided, fold(history)),
    });
  }
}
