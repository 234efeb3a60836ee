import { isDisclosing, notDisclosed } from '../terms/catalogues.js';
import type { EventOf, FieldValue, ParticipationEvent, ParticipationEventType } from './events.js';

type Fields = Readonly<Record<string, unknown>>;

/** All free text, and which days of absence were sickness. */
const secrets: ReadonlySet<string> = new Set([
  'sick',
  'note',
  'statement',
  'summary',
  'description',
  'overrideReason',
  'agreed',
  'rawCode',
  'content',
  'text',
  'deficiencyReason',
]);

/** Events whose `reason` is no code of a catalogue but somebody's words. */
const reasonInWords: ReadonlySet<ParticipationEventType> = new Set<ParticipationEventType>([
  'ConsentWithdrawn',
  'ParticipationInterrupted',
  'EntryCorrected',
  'EntryAnnulled',
  'ParticipationAnnulled',
  'EntryDisputed',
]);

/** What one field comes to in `data` and, where it is secret or discloses, in `sensitive`. */
export function partOf(
  type: ParticipationEventType,
  field: string,
  value: unknown,
): { readonly open?: unknown; readonly secret?: unknown } {
  if (secrets.has(field) || (field === 'reason' && reasonInWords.has(type))) return { secret: value };
  if (isDisclosing(value)) return { open: notDisclosed, secret: value };
  return { open: value };
}

/** A fact from its plain fields: free text and disclosing codes go to `sensitive`, absent fields nowhere. */
export function fact<T extends ParticipationEventType>(type: T, fields: Fields): EventOf<T> {
  const data: Record<string, unknown> = {};
  const sensitive: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const { open, secret } = partOf(type, field, value);
    if (open !== undefined) data[field] = open;
    if (secret !== undefined) sensitive[field] = secret;
  }
  return (Object.keys(sensitive).length
    ? { type, data, sensitive }
    : { type, data }) as unknown as EventOf<T>;
}

/** The value of a field as it was sent: the secret part where there is one. */
export function plainValue(event: ParticipationEvent, field: string): FieldValue | undefined {
  const secret = (event.sensitive as Record<string, FieldValue> | undefined)?.[field];
  return secret ?? (event.data as unknown as Record<string, FieldValue | undefined>)[field];
}

/** An event with one field changed; `undefined` takes the field away. */
export function withField<E extends ParticipationEvent>(
  event: E,
  field: string,
  part: { readonly open?: unknown; readonly secret?: unknown },
): E {
  const put = (record: object | undefined, value: unknown) => {
    const { [field]: _, ...rest } = (record ?? {}) as Record<string, unknown>;
    return value === undefined ? rest : { ...rest, [field]: value };
  };
  const { sensitive: _, ...open } = { ...event, data: put(event.data, part.open) };
  const sensitive = put(event.sensitive, part.secret);
  return (Object.keys(sensitive).length ? { ...open, sensitive } : open) as unknown as E;
}
