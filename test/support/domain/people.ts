import type { Actor } from '../../../src/terms/actor.js';

export const adviser: Actor = { id: 'adviser-1', role: 'adviser', organisation: 'office-1' };
export const colleague: Actor = { id: 'adviser-2', role: 'adviser', organisation: 'office-1' };
export const lead: Actor = { id: 'lead-1', role: 'team-lead', organisation: 'office-1' };
export const clerk: Actor = { id: 'clerk-1', role: 'provider', organisation: 'provider-1' };
export const system: Actor = { id: 'teilhabe', role: 'system' };
