import { metadataFaults, schemaFaults } from '../../src/event-codec/schema-faults.js';
import { sample } from './sample.js';

describe('faults of an event', () => {
  it('are none where it fits', () => {
    expect(schemaFaults('PlaceTaken', { participationId: 't-1' })).toEqual([]);
  });

  it('are all named, by dotted path', () => {
    const data = {
      crisisId: 7,
      kind: 'boredom',
      severity: 5,
      afterEnd: false,
      mood: 'low',
      sensitive: { description: 1, diagnosis: 'x' },
    };
    expect(schemaFaults('CrisisOpened', data)).toEqual(
      expect.arrayContaining([
        { field: 'crisisId', problem: 'must be string' },
        { field: 'kind', problem: expect.stringMatching(/^must be one of health, .*not-disclosed$/) },
        { field: 'severity', problem: 'must be one of 1, 2, 3, 4' },
        { field: 'afterEnd', problem: 'must be true' },
        { field: 'mood', problem: 'is not known here' },
        { field: 'sensitive.description', problem: 'must be string' },
        { field: 'sensitive.diagnosis', problem: 'is not known here' },
      ]),
    );
    expect(schemaFaults('CrisisOpened', data)).toHaveLength(7);
  });

  it('name what is missing', () => {
    expect(schemaFaults('PlaceFreed', {})).toEqual([
      { field: 'participationId', problem: 'is missing' },
      { field: 'because', problem: 'is missing' },
    ]);
  });

  it.each(['2026-02-30', '26-02-03', '1899-12-31', '2026-02-03T00:00:00.000Z', ''])(
    'include a day that is none: %j',
    day => {
      const days = [
        { day: '2026-02-03', state: 'present' },
        { day, state: 'present' },
      ];
      expect(schemaFaults('AttendanceReported', { days })).toEqual([
        { field: 'days.1.day', problem: 'must be a day (YYYY-MM-DD)' },
      ]);
    },
  );

  it.each([null, 'text', [], 3])('are found where there is no object at all: %j', data => {
    expect(schemaFaults('PlaceTaken', data)).toEqual([{ field: '', problem: 'must be object' }]);
  });

  it('find a prototype key', () => {
    const data: unknown = JSON.parse('{"participationId": "t-1", "__proto__": {}}');
    expect(schemaFaults('PlaceTaken', data)).toEqual([{ field: '__proto__', problem: 'is not known here' }]);
  });

  it('allow no sensitive part where a type has none', () => {
    expect(schemaFaults('PlaceTaken', { participationId: 't-1', sensitive: { note: 'x' } })).toEqual([
      { field: 'sensitive', problem: 'is not known here' },
    ]);
  });

  it.each([
    '2026-02-03',
    '2026-02-03T00:00:00Z',
    '2026-02-03T01:00:00.000+01:00',
    '2026-02-30T00:00:00.000Z',
  ])('of metadata include an instant that is none: %s', occurredAt => {
    const { metadata } = sample('PlaceTaken.v1');
    const fields = metadataFaults({ ...metadata, occurredAt }).map(({ field }) => field);
    expect(new Set(fields)).toEqual(new Set(['occurredAt']));
  });
});
