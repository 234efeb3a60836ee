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
import { officeStream } from '../streams.js';

const fold = (history: readonly unknown[]): Office =>
  (history as readonly OfficeEntry[]).reduce(evolveOffice, emptyOffice);

@Injectable()
export class Offices {
  constructor(
    private readonly journal: Journal,
    private readonly histories: Histories,
  ) {}

  /** True while the adviser's clients are the deputy's own too. */
  async deputises(officeId: string, deputyId: string, adviserId: string, day: Day): Promise<boolean> {
    return deputises(fold(await this.histories.of(officeStream(officeId))), deputyId, adviserId, day);
  }

  record(officeId: string, command: Recording, decided: OfficeCommand): Promise<Receipt> {
    return this.journal.record({
      stream: officeStream(officeId),
      command,
      decide: history => decideOffice(decided, fold(history)),
    });
  }
}
