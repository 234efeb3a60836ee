import type { Measure } from '../../measure/measure.js';
import { reject } from '../../terms/rejection.js';
import type { ProviderCases } from '../provider-case/provider-cases.js';
import { Refused } from '../refused.js';
import { providerCaseStream } from '../../event-codec/streams.js';

interface Citing {
  readonly caseId?: string;
  readonly measureId: string;
  readonly measure: Measure;
  /** The office that acts: another one's case is none to it. */
  readonly officeId: string | undefined;
  /** Whether only a case that runs will do. */
  readonly open?: true;
}

/**
 * The revision of the case that a command about a measure names, for its `reads`; nothing where it names none.
 * @throws Refused where the office has no such case of the measure or, as a whole, of its provider
 */
export async function citedCase(
  cases: ProviderCases,
  { caseId, measureId, measure, officeId, open }: Citing,
): Promise<Readonly<Record<string, number>>> {
  if (caseId === undefined || measure.status === 'unknown') return {};
  const { case: cited, revision } = await cases.state(caseId);
  const concerns =
    cited.phase !== 'none' &&
    cited.officeId === officeId &&
    cited.providerId === measure.providerId &&
    (cited.measureId === undefined || cited.measureId === measureId);
  if (!concerns) throw new Refused(reject('unknown-case', `there is no case ${caseId} about this measure`));
  if (open && cited.phase === 'closed')
    throw new Refused(reject('wrong-phase', `case ${caseId} is closed as ${cited.result}`));
  return { [providerCaseStream(caseId)]: revision };
}
