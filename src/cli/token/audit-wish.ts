import { mostNamed, type AuditOrder } from '../../identity/audit-order.js';
import { isDay } from '../../terms/times.js';

/** The options that make an audit order, as they were given. */
export interface AuditOptions {
  readonly auditProvider?: readonly string[];
  readonly auditMeasure?: readonly string[];
  readonly auditFrom?: string;
  readonly auditTo?: string;
}

interface AuditWish {
  readonly audit?: AuditOrder;
  readonly faults: readonly string[];
}

const idPattern = /^[A-Za-z0-9-]{1,64}$/;

/** The order that an auditor needs, and nobody else may bring. */
export function auditWishIn(options: AuditOptions, auditor: boolean): AuditWish {
  const { auditProvider: providers = [], auditMeasure: measures = [], auditFrom, auditTo } = options;
  const given = [...providers, ...measures, auditFrom, auditTo].some(option => option !== undefined);
  if (!auditor) return { faults: given ? ['--audit-… is for the role auditor only'] : [] };
  const faults = [
    ...(providers.length + measures.length === 0
      ? ['--audit-provider or --audit-measure is missing: the role auditor needs what it is to audit']
      : []),
    ...idFaults('--audit-provider', providers),
    ...idFaults('--audit-measure', measures),
    ...dayFaults('--audit-from', auditFrom),
    ...dayFaults('--audit-to', auditTo),
    ...((auditFrom ?? '') > (auditTo ?? '9') ? ['--audit-to must not be before --audit-from'] : []),
  ];
  if (faults.length || auditFrom === undefined || auditTo === undefined) return { faults };
  return { audit: { providers, measures, from: auditFrom, to: auditTo }, faults };
}

const idFaults = (option: string, ids: readonly string[]): readonly string[] =>
  ids.length <= mostNamed && ids.every(id => idPattern.test(id))
    ? []
    : [`${option} must be 1 to 64 letters, digits or -, at most ${mostNamed} times`];

function dayFaults(option: string, day: string | undefined): readonly string[] {
  if (day === undefined) return [`${option} is missing: the role auditor needs the period it is to audit`];
  return isDay(day) ? [] : [`${option} must be a day, YYYY-MM-DD`];
}
