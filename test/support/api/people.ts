import type { Principal } from '../../../src/identity/principal.js';

/** Who takes part in one scene: an office, another one, two providers, and those who belong to neither. */
export interface People {
  /** Whose client it is. */
  readonly adviser: Principal;
  /** Of the same office, without clients of their own. */
  readonly colleague: Principal;
  readonly lead: Principal;
  readonly foreignAdviser: Principal;
  readonly foreignLead: Principal;
  /** Of the measure. */
  readonly provider: Principal;
  readonly otherProvider: Principal;
  /** Ordered to audit the measure's provider, around the day of the tests' clock. */
  readonly auditor: Principal;
  /** Ordered to audit the other provider. */
  readonly otherAuditor: Principal;
  readonly integrator: Principal;
  readonly dataProtection: Principal;
  readonly admin: Principal;
}

const auditOf = (provider: string) => ({
  providers: [provider],
  measures: [],
  from: '2026-01-01',
  to: '2027-12-31',
});

export function peopleOf(scene: string): People {
  const office = `office-${scene}`;
  const elsewhere = `elsewhere-${scene}`;
  const person = (subject: string, role: Principal['roles'][number], more: object = {}): Principal => ({
    subject: `${subject}-${scene}`,
    roles: [role],
    ...more,
  });
  return {
    adviser: person('adviser', 'adviser', { office }),
    colleague: person('colleague', 'adviser', { office }),
    lead: person('lead', 'team-lead', { office }),
    foreignAdviser: person('foreign-adviser', 'adviser', { office: elsewhere }),
    foreignLead: person('foreign-lead', 'team-lead', { office: elsewhere }),
    provider: person('clerk', 'provider', { provider: `provider-${scene}` }),
    otherProvider: person('other-clerk', 'provider', { provider: `other-provider-${scene}` }),
    auditor: person('auditor', 'auditor', { audit: auditOf(`provider-${scene}`) }),
    otherAuditor: person('other-auditor', 'auditor', { audit: auditOf(`other-provider-${scene}`) }),
    integrator: person('integrator', 'integrator'),
    dataProtection: person('guardian', 'data-protection'),
    admin: person('admin', 'admin'),
  };
}
