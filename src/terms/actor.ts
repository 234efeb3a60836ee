export const roles = [
  'adviser',
  'team-lead',
  'provider',
  'auditor',
  'integrator',
  'data-protection',
  'admin',
  'system',
] as const;
export type Role = (typeof roles)[number];

/** Who recorded: a pseudonym, the role acted in, and the office or provider acted for. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  readonly organisation?: string;
}

/** The product itself, where it acts of its own accord. */
export const systemActor: Actor = { id: 'teilhabe', role: 'system' };

export const sources = ['adviser', 'provider', 'client', 'system'] as const;
/** Whose word it is. */
export type Source = (typeof sources)[number];

export const channels = ['api', 'import', 'policy'] as const;
export type Channel = (typeof channels)[number];
