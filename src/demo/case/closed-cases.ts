import type { Day } from '../../terms/times.js';
import type { Chronicle } from '../plan/chronicle.js';
import type { Measure } from '../story/measure.js';
import type { Story } from '../story/story.js';
import { roomsCase, voucherCase } from '../texts/cases.js';
import { CasePath } from './case-path.js';

/** Half a kitchen out of order: the provider is told, mends it in time, and that is that. */
export function tellRoomsCase(chronicle: Chronicle, measure: Measure<Story>, today: Day): void {
  const path = new CasePath('tv-002', chronicle, measure, 'office-sued', today);
  const { random } = path;
  const words = roomsCase;
  const demandId = 'tv-002-nachbesserung-1';
  path.follow([
    [232, () => path.visit(words.visit, ['management', 'trainer'], true)],
    [
      228,
      () =>
        path.record(path.adviser(), 'OpenProviderCase', {
          providerId: measure.provider.id,
          measureId: measure.id,
          category: 'D2',
          severity: 'considerable',
          dutyBreached: { clause: words.clause, conceptPage: words.conceptPage },
          observedOn: chronicle.today,
          place: words.place,
          fact: words.fact,
        }),
    ],
    [
      220,
      () =>
        path.find({
          category: 'D2',
          severity: 'considerable',
          finding: words.finding,
        }),
    ],
    [218, () => path.demand(demandId, words.demands, 'acknowledgement')],
    [213, () => path.record(path.clerk(), 'RecordStatement', { statement: words.statement })],
    [
      207,
      () =>
        path.record(path.clerk(), 'ReportCure', { demandId, documents: [random.sha256()], cure: words.cure }),
    ],
    [201, () => path.inspect(demandId, 'cured', words.inspected)],
    [
      195,
      () => {
        path.record(path.teamLead(), 'CloseProviderCase', { result: 'cured', note: words.closed });
        measure.deficient = false;
      },
    ],
  ]);
}

/** What was certified is not done: after a last time to cure, vouchers are no longer good there. */
export function tellVoucherCase(chronicle: Chronicle, measure: Measure<Story>, today: Day): void {
  const path = new CasePath('tv-003', chronicle, measure, 'office-sued', today);
  const words = voucherCase;
  const demandId = 'tv-003-nachbesserung-1';
  path.follow([
    [175, () => path.visit(words.visit, [], false)],
    [
      171,
      () =>
        path.record(path.adviser(), 'OpenProviderCase', {
          providerId: measure.provider.id,
          measureId: measure.id,
          category: 'D3',
          severity: 'grave',
          dutyBreached: { clause: words.clause, conceptPage: words.conceptPage },
          observedOn: chronicle.today,
          participationIds: [...measure.running].slice(0, 5).map(({ id }) => id),
          place: words.place,
          fact: words.fact,
        }),
    ],
    [
      164,
      () =>
        path.find({
          category: 'D3',
          severity: 'grave',
          finding: words.finding,
        }),
    ],
    [162, () => path.demand(demandId, words.demands, 'registered-letter')],
    [150, () => path.inspect(demandId, 'not-cured', words.inspected)],
    [
      134,
      () => {
        path.record(path.teamLead(), 'RecordDecision', {
          decision: 'voucher-exclusion',
          decidedBy: 'employment-agency',
          legalBasis: words.legalBasis,
          reasons: words.reasons,
        });
        measure.excluded = true;
      },
    ],
    [
      130,
      () => path.record(path.teamLead(), 'ReferCase', { to: 'certification-body', note: words.referral }),
    ],
    [
      124,
      () => {
        path.record(path.teamLead(), 'CloseProviderCase', { result: 'sanctioned', note: words.closed });
        measure.deficient = false;
      },
    ],
  ]);
}
