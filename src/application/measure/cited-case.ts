import type { Measure } from '../../measure/measure.js';
import { reject } from '../../terms/rejection.js';
import type { ProviderCases } from '../provider-case/provider-cases.js';
import { Refused } from '../refused.js';
import { providerCaseStream } from '../streams.js';

/**
 * The revision of the case that a command about a measure names, for its `reads`; nothing where it names none.
 * @throws Refused where there is no such case of the measure or, as a whole, of its provider
 */
export async function citedCase(
  cases: ProviderCases,
  caseId: string | undefined,
  measureId: string,
  measure: Measure,
): Promise<Readonly<Record<string, number>>> {
  if (caseId === undefined || measure.status === 'unknown') return {};
  const { case: cited, revision } = await cases.state(caseId);
  const concerns =
    cited.phase !== 'none' &&
    cited.providerId === measure.providerId &&
    (cited.measureId === undefined || cited.measureId === measureId);
  if (!concerns) throw new Refused(reject('unknown-case', `there is no case ${caseId} about this measure`));
  return { [providerCaseStream(caseId)]: revision };
}
