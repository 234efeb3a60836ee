import type { Principal } from '../../../src/identity/principal.js';
import type { Role } from '../../../src/terms/actor.js';
import type { Scene } from './scene.js';

interface Caller {
  readonly roles: readonly Role[];
  /** How they stand to the scene's client, provider and measure. */
  readonly relation: string;
  readonly is: (scene: Scene) => Principal | null;
  /** Asks about a participation that is offered and has no place assigned yet. */
  readonly beforeAssignment?: true;
}

const auditing = (
  scene: Scene,
  order: Partial<NonNullable<Principal['audit']>>,
  more: Partial<Principal> = {},
): Principal => {
  const period = { from: scene.day(), to: scene.day(30) };
  const audit = { providers: [], measures: [], ...period, ...order };
  return { subject: `auditing-${scene.name}`, roles: ['auditor'], audit, ...more };
};
const named = ({ ids }: Scene) => ({ providers: [ids.providerId!] });

/** Every role in every relation that it can have to a case, and some who have several. */
export const callers = {
  adviser: { roles: ['adviser'], relation: 'own client', is: ({ people }) => people.adviser },
  deputy: { roles: ['adviser'], relation: 'deputised', is: ({ people }) => people.colleague },
  sameOffice: {
    roles: ['adviser'],
    relation: 'colleague’s client',
    is: ({ people }) => ({ ...people.adviser, subject: 'of-the-same-office' }),
  },
  foreignAdviser: {
    roles: ['adviser'],
    relation: 'foreign office',
    is: ({ people }) => people.foreignAdviser,
  },
  lead: { roles: ['team-lead'], relation: 'own office', is: ({ people }) => people.lead },
  foreignLead: { roles: ['team-lead'], relation: 'foreign office', is: ({ people }) => people.foreignLead },
  provider: { roles: ['provider'], relation: 'own', is: ({ people }) => people.provider },
  otherProvider: { roles: ['provider'], relation: 'foreign', is: ({ people }) => people.otherProvider },
  early: {
    roles: ['provider'],
    relation: 'own, before a place is assigned',
    is: ({ people }) => people.provider,
    beforeAssignment: true,
  },
  auditor: {
    roles: ['auditor'],
    relation: 'ordered: the provider',
    is: scene => auditing(scene, named(scene)),
  },
  measureAuditor: {
    roles: ['auditor'],
    relation: 'ordered: the measure',
    is: scene => auditing(scene, { measures: [scene.ids.measureId!] }),
  },
  otherAuditor: {
    roles: ['auditor'],
    relation: 'ordered: another provider',
    is: ({ people }) => people.otherAuditor,
  },
  formerAuditor: {
    roles: ['auditor'],
    relation: 'ordered: days before',
    is: scene => auditing(scene, { ...named(scene), from: scene.day(-30), to: scene.day(-1) }),
  },
  integrator: { roles: ['integrator'], relation: 'none', is: ({ people }) => people.integrator },
  dataProtection: { roles: ['data-protection'], relation: 'none', is: ({ people }) => people.dataProtection },
  admin: { roles: ['admin'], relation: 'none', is: ({ people }) => people.admin },
  nobody: { roles: [], relation: 'no token', is: () => null },
  leadAndOtherProvider: {
    roles: ['team-lead', 'provider'],
    relation: 'own office; foreign',
    is: ({ people }) => ({
      ...people.otherProvider,
      roles: ['team-lead', 'provider'],
      office: people.lead.office!,
    }),
  },
  auditorAndAdmin: {
    roles: ['auditor', 'admin'],
    relation: 'ordered: another provider; none',
    is: ({ people }) => ({ ...people.otherAuditor, roles: ['auditor', 'admin'] }),
  },
  strangerAndAuditor: {
    roles: ['adviser', 'auditor'],
    relation: 'foreign office; ordered: the provider',
    is: scene =>
      auditing(scene, named(scene), {
        roles: ['adviser', 'auditor'],
        office: scene.people.foreignAdviser.office!,
      }),
  },
} as const satisfies Readonly<Record<string, Caller>>;

export type CallerName = keyof typeof callers;
export const callerNames = Object.keys(callers) as readonly CallerName[];
export const callerOf = (name: CallerName): Caller => callers[name];
