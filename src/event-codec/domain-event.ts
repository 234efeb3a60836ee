import type { ClientEvent } from '../client/events.js';
import type { MeasureEvent } from '../measure/events.js';
import type { OfficeEvent } from '../office/events.js';
import type { ParticipationEvent } from '../participation/events.js';
import type { ProviderCaseEvent } from '../provider-case/events.js';
import type { ProviderEvent } from '../provider/events.js';
import type { RulebookEvent } from '../rulebook/events.js';
import type { Recorded } from '../terms/fact.js';

/** Every event of every stream. */
export type DomainEvent =
  | ClientEvent
  | MeasureEvent
  | OfficeEvent
  | ParticipationEvent
  | ProviderCaseEvent
  | ProviderEvent
  | RulebookEvent;
export type DomainEventType = DomainEvent['type'];
export type DomainEntry = Recorded<DomainEvent>;
export type EntryOf<T extends DomainEventType> = Recorded<Extract<DomainEvent, { type: T }>>;
export type { ParticipationEntry } from '../participation/events.js';
