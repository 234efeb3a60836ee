import {
  decode,
  decoder,
  encode,
  type NewEntry,
  UnreadableEvent,
} from '../../src/event-codec/event-codec.js';
import { storedAs } from '../../src/event-codec/names.js';
import type { JsonObject, StoredEvent } from '../../src/event-store/event-store.js';
import type { Provenance } from '../../src/terms/fact.js';
import { sample } from './sample.js';

const now = '2026-03-02T08:00:00.000Z';
const provenance: Provenance = {
  id: '7d2f6c0e-33aa-5b10-9c6f-0d9d2f1a7b11',
  schemaVersion: 1,
  occurredAt: now,
  learnedAt: now,
  recordedAt: now,
  actor: { id: 'u-1', role: 'adviser' },
  source: 'adviser',
  channel: 'api',
  correlationId: '9b1f',
  causationId: '9b1f',
  rulebook: '1900-1',
  command: { id: 'c-1', digest: 'd-1' },
};
const crisis: NewEntry = {
  ...provenance,
  type: 'CrisisOpened',
  data: { crisisId: 'kr-1', kind: 'not-disclosed', severity: 2 },
  sensitive: { kind: 'health', description: 'words' },
};

describe('an event as it is stored', () => {
  it('has the sensitive part under a key of its own, and all provenance but the id in the metadata', () => {
    const { id, ...metadata } = provenance;
    expect(encode(crisis)).toEqual({
      id,
      type: 'CrisisOpened',
      data: {
        crisisId: 'kr-1',
        kind: 'not-disclosed',
        severity: 2,
        sensitive: { kind: 'health', description: 'words' },
      },
      metadata,
    });
  });

  it.each([undefined, {}, { description: undefined }])('has no sensitive part where it is %j', sensitive => {
    expect(encode({ ...crisis, sensitive }).data).toStrictEqual(crisis.data);
  });

  it('has no key without a value', () => {
    const entry: NewEntry = {
      ...crisis,
      sourceKnewAt: undefined,
      data: { ...crisis.data, incidentId: undefined },
    };
    expect(encode(entry)).toStrictEqual(encode(crisis));
  });

  it('is written in the same order, whatever the order it came in', () => {
    const turned = Object.fromEntries(Object.entries(crisis).toReversed()) as unknown as NewEntry;
    expect(JSON.stringify(encode(turned))).toBe(JSON.stringify(encode(crisis)));
  });

  it('does not hold its place: a decoded entry is written like a new one', () => {
    const stored: StoredEvent = { ...encode(crisis), stream: 'participation-1', revision: 3, position: '9' };
    expect(decode(stored)).toStrictEqual({
      ...crisis,
      stream: 'participation-1',
      revision: 3,
      position: '9',
    });
    expect(encode(decode(stored))).toStrictEqual(encode(crisis));
  });

  it('is refused where it does not fit its schema, with every fault and no value', () => {
    const data = { kind: 'secret-words', severity: 9 } as unknown as (typeof crisis)['data'];
    const faulty = { ...crisis, data, schemaVersion: 2, occurredAt: 'yesterday' } as NewEntry;
    const attempt = (): unknown => encode(faulty);
    expect(attempt).toThrow(/^CrisisOpened 7d2f6c0e/);
    expect(attempt).toThrow(/crisisId is missing.*kind must be one of.*severity must be one of/);
    expect(attempt).toThrow(/occurredAt must be an instant.*schemaVersion must be 1/);
    expect(attempt).not.toThrow(/secret-words|yesterday/);
  });
});

function caught(stored: StoredEvent): unknown {
  try {
    return decode(stored);
  } catch (error) {
    return error;
  }
}

describe('an event that cannot be read', () => {
  const stored = sample('PlaceTaken.v1');
  const withVersion = (schemaVersion: JsonObject[string]): StoredEvent => ({
    ...stored,
    metadata: { ...stored.metadata, schemaVersion },
  });
  it.each(['PlaceLost', 'constructor', '__proto__', ''])('is one of an unknown type: %j', type => {
    const { stream, revision } = stored;
    const error = caught({ ...stored, type });
    expect(error).toBeInstanceOf(UnreadableEvent);
    expect(error).toMatchObject({ stream, revision, type, version: 1 });
  });

  it.each([2, 0, 1.5, 'new', null])('is one of an unknown version: %j', version => {
    const error = caught(withVersion(version));
    expect(error).toBeInstanceOf(UnreadableEvent);
    expect(error).toMatchObject({ type: 'PlaceTaken', version });
    expect((error as Error).message).toBe(
      `event ${stored.revision} of ${stored.stream} cannot be read: PlaceTaken, schema version ${version}`,
    );
  });
});

describe('an event of an older version', () => {
  // made up: version 2 tells days from hours, version 3 moves a name out of the open part
  const read = decoder({
    LessonHeld: storedAs(
      'lesson-held',
      ({ duration, ...data }) => ({ ...data, hours: duration! }),
      ({ teacher, ...data }) => ({ ...data, sensitive: { teacher: teacher! } }),
    ),
  });
  const place = { id: 'e-1', type: 'lesson-held', stream: 'lesson-1', revision: 0, position: '1' };
  const lesson = (schemaVersion: number, data: JsonObject): StoredEvent =>
    Object.freeze({ ...place, data: Object.freeze(data), metadata: Object.freeze({ schemaVersion }) });
  const today = {
    ...place,
    type: 'LessonHeld',
    schemaVersion: 3,
    data: { room: 4, hours: 2 },
    sensitive: { teacher: 'T.' },
  };

  it.each([
    lesson(1, { room: 4, duration: 2, teacher: 'T.' }),
    lesson(2, { room: 4, hours: 2, teacher: 'T.' }),
    lesson(3, { room: 4, hours: 2, sensitive: { teacher: 'T.' } }),
  ])('reads as one of today, under the name it has today', stored => {
    expect(read(stored)).toStrictEqual(today);
  });

  it('is unreadable once it is newer than the program', () => {
    expect(() => read(lesson(4, { room: 4 }))).toThrow(UnreadableEvent);
  });
});
