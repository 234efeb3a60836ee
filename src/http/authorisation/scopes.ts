import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock.js';
import { dayOf, toInstant } from '../../terms/times.js';
import { DirectoryQuery } from '../../views/directory/directory.query.js';
import type { ReaderScope } from '../../views/directory/reader-scope.js';
import { Freshness } from '../../views/freshness.js';
import type { Acting } from './acting.js';

/** What a caller may read in a list: computed from the token and the deputies of today, never sent. */
@Injectable()
export class Scopes {
  constructor(
    private readonly directory: DirectoryQuery,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
  ) {}

  /** Where the caller has several roles that the list is for, it holds what any of them may see. @throws ViewBehind */
  async of({ principal, role, roles }: Acting): Promise<ReaderScope> {
    if (role === 'auditor') return { audit: principal.audit! };
    if (role === 'provider') return { providerId: principal.provider! };
    return {
      ...(roles.includes('team-lead') ? { officeId: principal.office! } : {}),
      ...(roles.includes('adviser') ? await this.ofAdviser(principal.subject) : {}),
    };
  }

  private async ofAdviser(subject: string): Promise<ReaderScope> {
    await this.freshness.reached();
    const today = dayOf(toInstant(this.clock.now()));
    return { advisers: [subject], deputised: await this.directory.deputisedBy(subject, today) };
  }
}
