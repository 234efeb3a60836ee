import { Injectable } from '@nestjs/common';
import type { ProviderCommand } from '../../provider/provider.js';
import { reject } from '../../terms/rejection.js';
import { Measures } from '../measure/measures.js';
import type { Receipt, Recording } from '../recording.js';
import { measureStream } from '../../event-codec/streams.js';
import { Providers } from './providers.js';

type Report = Exclude<ProviderCommand, { type: 'RegisterProvider' }>;

/** What is recorded about a provider, and perhaps about a measure of its own. */
@Injectable()
export class ProviderReports {
  constructor(
    private readonly providers: Providers,
    private readonly measures: Measures,
  ) {}

  async record(providerId: string, command: Recording, report: Report): Promise<Receipt> {
    const { measureId } = report;
    if (measureId === undefined) return this.providers.record(providerId, command, report);
    const { measure, revision } = await this.measures.state(measureId);
    // A measure of another provider is, to this one, none.
    const own = measure.status === 'registered' && measure.providerId === providerId;
    return this.providers.record(providerId, command, report, {
      about: own ? { measureId, reads: { [measureStream(measureId)]: revision } } : {},
      ...(own ? {} : { refused: reject('unknown-measure', `the provider has no measure ${measureId}`) }),
    });
  }
}
