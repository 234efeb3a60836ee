import type { Principal } from '../../identity/principal.js';
import { roles, type Role } from '../../terms/actor.js';
import { auditWishIn, type AuditOptions } from './audit-wish.js';
import { validityIn } from './validity.js';

/** The options of `token` as they were given. */
export interface TokenOptions extends AuditOptions {
  readonly role?: readonly string[];
  readonly subject?: string;
  readonly provider?: string;
  readonly office?: string;
  readonly expiresIn: string;
}

export interface Wish {
  readonly principal: Principal;
  /** Seconds. */
  readonly expiresIn: number;
}

export const givenRoles = roles.filter(role => role !== 'system');
const idPattern = /^[A-Za-z0-9-]{1,64}$/;

/** Whom a token is to be for, or everything that is wrong with the options, one sentence each. */
export function wishIn(options: TokenOptions): Wish | readonly string[] {
  const { role: named = [], subject, provider, office } = options;
  const expiresIn = validityIn(options.expiresIn);
  const held = givenRoles.filter(role => named.includes(role));
  const { audit, faults: auditFaults } = auditWishIn(options, held.includes('auditor'));
  const faults = [
    ...rolesFaults(named),
    ...(subject === undefined ? ['--subject is missing: the pseudonym of the bearer'] : []),
    ...(subject === undefined || /^\P{C}{1,128}$/u.test(subject)
      ? []
      : ['--subject must be 1 to 128 characters, none of them a control character']),
    ...idFaults('--provider', provider, held.includes('provider') ? 'provider' : undefined),
    ...idFaults(
      '--office',
      office,
      ['adviser', 'team-lead'].find(role => named.includes(role)),
    ),
    ...auditFaults,
    ...(expiresIn === undefined ? ['--expires-in must be as in 90s, 30m, 8h or 7d, at most 366d'] : []),
  ];
  if (faults.length || subject === undefined || expiresIn === undefined) return faults;
  const belonging = {
    ...(office === undefined ? {} : { office }),
    ...(provider === undefined ? {} : { provider }),
    ...(audit === undefined ? {} : { audit }),
  };
  return { principal: { subject, roles: held, ...belonging }, expiresIn };
}

function rolesFaults(named: readonly string[]): readonly string[] {
  if (named.length === 0) return [`--role is missing: one or more of ${givenRoles.join(', ')}`];
  const unknown = named.filter(role => !givenRoles.includes(role as Exclude<Role, 'system'>));
  return unknown.map(role => `--role ${JSON.stringify(role)} must be one of ${givenRoles.join(', ')}`);
}

function idFaults(
  option: string,
  given: string | undefined,
  neededBy: string | undefined,
): readonly string[] {
  if (given === undefined) return neededBy ? [`${option} is missing: the role ${neededBy} needs it`] : [];
  return idPattern.test(given) ? [] : [`${option} must be 1 to 64 letters, digits or -`];
}
