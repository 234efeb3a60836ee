import { measureStream } from '../../event-codec/streams.js';
import type { Day } from '../../terms/times.js';
import type { Chronicle } from '../plan/chronicle.js';
import type { Measure } from '../story/measure.js';
import type { Story } from '../story/story.js';
import { reportingCase as words } from '../texts/cases.js';
import { CasePath } from './case-path.js';
import { disputeEntry, toldTooLate } from './cited.js';

const caseId = 'tv-001';
const demandId = 'tv-001-nachbesserung-1';

/** A case that is open at the end. */
export interface OpenCase {
  readonly caseId: string;
  readonly providerId: string;
  readonly officeId: string;
}

/** A provider that keeps silent: observed, heard, demanded, lapsed, warned, paused; the case is open today. */
export function tellReportingCase(
  chronicle: Chronicle,
  measure: Measure<Story>,
  stories: readonly Story[],
  today: Day,
): OpenCase {
  const path = new CasePath(caseId, chronicle, measure, 'office-nord', today);
  const { random } = path;
  const providerId = measure.provider.id;
  const measureId = measure.id;
  const evidence = (most: number) => toldTooLate(stories, measure, path.officeId, most);
  let cited: ReturnType<typeof evidence> = [];
  path.follow([
    [
      118,
      () => {
        path.visit(words.visit, ['coach', 'administration'], true);
        path.other(measureStream(measureId), path.adviser(), 'ReviewMeasure', {
          measureId,
          basis: 'visit',
          result: 'with-limits',
          findings: words.review,
        });
      },
    ],
    [
      110,
      () => {
        cited = evidence(6);
        path.record(path.adviser(), 'OpenProviderCase', {
          providerId,
          measureId,
          category: 'D6',
          severity: 'considerable',
          dutyBreached: { clause: words.clause, conceptPage: words.conceptPage },
          observedOn: chronicle.today,
          evidence: cited,
          place: words.place,
          fact: words.fact,
          witness: words.witness,
        });
      },
    ],
    [
      105,
      () =>
        path.record(path.adviser(), 'AddEvidence', {
          documents: [random.sha256()],
          exculpatory: true,
          note: words.exculpatory,
        }),
    ],
    [
      100,
      () => {
        const more = evidence(12).filter(one => !cited.some(({ eventId }) => eventId === one.eventId));
        cited = [...cited, ...more];
        path.record(path.adviser(), 'AddEvidence', {
          ...(more.length ? { evidence: more } : { documents: [random.sha256()] }),
          exculpatory: false,
          note: words.more,
        });
      },
    ],
    [
      93,
      () =>
        path.find({
          category: 'D6',
          severity: 'considerable',
          exculpatory: 'weighed',
          finding: words.finding,
        }),
    ],
    [90, () => path.demand(demandId, words.demands, 'delivery-certificate')],
    [
      81,
      () =>
        path.record(path.clerk(), 'RecordStatement', {
          statement: words.statement,
          documents: [random.sha256()],
        }),
    ],
    [76, () => disputeEntry(path, stories, cited[0], 'rejected')],
    [64, () => path.inspect(demandId, 'not-cured', words.inspected)],
    [
      60,
      () =>
        path.record(path.teamLead(), 'IssueWarning', {
          warning: words.warning,
          proofOfDelivery: 'delivery-certificate',
        }),
    ],
    [
      52,
      () => {
        const noted = path.other(measureStream(measureId), path.teamLead(), 'RecordInstruction', {
          measureId,
          byRole: 'regional-directorate',
          instruction: 'go-on-assigning',
          caseId,
          wording: words.instruction,
        });
        const instructionId = noted.eventIn(measureStream(measureId));
        chronicle.in(2, random, () =>
          path.other(measureStream(measureId), path.adviser(), 'ObjectToInstruction', {
            measureId,
            instructionId,
            reasons: words.objection,
          }),
        );
      },
    ],
    [
      43,
      () =>
        path.record(path.clerk(), 'ReportCure', {
          demandId,
          documents: [random.sha256()],
          cure: words.cure,
        }),
    ],
    [37, () => path.inspect(demandId, 'partly', words.partly)],
    [
      30,
      () => {
        path.other(measureStream(measureId), path.teamLead(), 'PauseAssignments', {
          measureId,
          legalBasis: words.pause,
          caseId,
        });
        measure.paused = true;
      },
    ],
    [
      23,
      () =>
        path.find({
          category: 'D6',
          severity: 'considerable',
          exculpatory: 'weighed',
          breachedOn: chronicle.today,
          finding: words.again,
        }),
    ],
    [16, () => path.record(path.teamLead(), 'ReferCase', { to: 'purchasing-centre', note: words.referral })],
    [10, () => disputeEntry(path, stories, cited[1], undefined)],
  ]);
  return { caseId, providerId, officeId: path.officeId };
}
