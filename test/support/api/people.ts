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
  readonly auditor: Principal;
  readonly integrator: Principal;
  readonly dataProtection: Principal;
  readonly admin: Principal;
}

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
    auditor: person('auditor', 'auditor'),
    integrator: person('integrator', 'integrator'),
    dataProtection: person('guardian', 'data-protection'),
    admin: person('admin', 'admin'),
  };
}
