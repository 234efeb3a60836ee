import type { ClaimNames } from '../config.js';
import { roles, type Role } from '../terms/actor.js';
import { auditOrderIn, type AuditOrder } from './audit-order.js';
import { InvalidToken } from './invalid-token.js';

/** Who asks: a pseudonym, its roles, and the office or provider it belongs to. */
export interface Principal {
  /** 1 to 128 characters, none of them a control character. */
  readonly subject: string;
  /** At least one; never `system`, which no token can be. */
  readonly roles: readonly Role[];
  /** Present for advisers and team-leads. */
  readonly office?: string;
  /** Present for providers. */
  readonly provider?: string;
  /** Present for auditors. */
  readonly audit?: AuditOrder;
}

type Claims = Readonly<Record<string, unknown>>;

/** @throws InvalidToken where the claims do not make a principal */
export function principalOf(claims: Claims, names: ClaimNames): Principal {
  const held = rolesIn(claims[names.roles]);
  const office = idIn(claims[names.office], 'office');
  const provider = idIn(claims[names.provider], 'provider');
  if (held.includes('provider') && provider === undefined) throw new InvalidToken('provider without its id');
  if ((held.includes('adviser') || held.includes('team-lead')) && office === undefined) {
    throw new InvalidToken('adviser or team-lead without an office');
  }
  return Object.freeze({
    subject: subjectIn(claims[names.subject]),
    roles: Object.freeze(held),
    ...(office !== undefined && { office }),
    ...(provider !== undefined && { provider }),
    ...(held.includes('auditor') && { audit: auditOrderIn(claims[names.audit]) }),
  });
}

function subjectIn(claim: unknown): string {
  if (typeof claim !== 'string' || !/^\P{C}{1,128}$/u.test(claim))
    throw new InvalidToken('subject missing or malformed');
  return claim;
}

function rolesIn(claim: unknown): Role[] {
  if (!Array.isArray(claim)) throw new InvalidToken('roles are not a list');
  const held = roles.filter(role => role !== 'system' && claim.includes(role));
  if (held.length === 0) throw new InvalidToken('no known role');
  return held;
}

function idIn(claim: unknown, name: string): string | undefined {
  if (claim === undefined) return undefined;
  if (typeof claim !== 'string' || !/^[A-Za-z0-9-]{1,64}$/.test(claim))
    throw new InvalidToken(`${name} is not an id`);
  return claim;
}
