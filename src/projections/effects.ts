import type { DomainEventType } from '../event-codec/domain-event.js';

/** The same effect for each of these events: `on: { ...each(['PlaceTaken', 'PlaceFreed'], ignore), … }`. */
export const each = <Type extends DomainEventType, Effect>(
  types: readonly Type[],
  effect: Effect,
): Readonly<Record<Type, Effect>> =>
  Object.fromEntries(types.map(type => [type, effect])) as Readonly<Record<Type, Effect>>;
