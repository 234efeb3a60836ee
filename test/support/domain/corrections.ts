import type { ParticipationCommand } from '../../../src/participation/commands.js';
import type { FieldValue } from '../../../src/participation/events.js';
import { annulEntry, correctEntry } from './participation-commands.js';
import { entryAnnulled, entryCorrected, type ToldEvent } from './participation-events.js';
import { named } from './told.js';

type Parts = { readonly was?: FieldValue; readonly is?: FieldValue };

/** The entry that a test speaks about. */
export const theEntry = <T extends ToldEvent>(told: T): T => named('it', told) as T;

export const right = (field: string, is: FieldValue, eventId = 'it'): ParticipationCommand<'CorrectEntry'> =>
  correctEntry({ eventId, field, is, reason: 'mistyped' });
export const correction = (field: string, open: Parts, secret: Parts = {}, eventId = 'it'): ToldEvent =>
  entryCorrected({ eventId, field, ...open }, { reason: 'mistyped', ...secret });

export const away = (eventId = 'it'): ParticipationCommand<'AnnulEntry'> =>
  annulEntry({ eventId, reason: 'of somebody else' });
export const gone = (eventId = 'it'): ToldEvent => entryAnnulled({ eventId }, { reason: 'of somebody else' });
