import { readdirSync, readFileSync } from 'node:fs';
import { staffFields } from '../../src/event-codec/staff-fields.js';
import { withoutStaff } from '../../src/feed/staff.js';
import { sample, sampleNames } from '../codec/sample.js';

type Schema = Readonly<Record<string, unknown>>;

const folder = new URL('../../src/event-codec/schemas/', import.meta.url);
const schemas = readdirSync(folder)
  .filter(file => file !== 'metadata.json')
  .map(file => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Schema] as const);

/** Every field of an event's data, with the fields above it, but for what is sensitive. */
function fieldsOf(schema: unknown, above = ''): readonly (readonly [path: string, schema: Schema])[] {
  if (Array.isArray(schema)) return schema.flatMap(part => fieldsOf(part, above));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, part]: [string, unknown]) => {
    if (key !== 'properties') return fieldsOf(part, above);
    return Object.entries(part as Readonly<Record<string, Schema>>)
      .filter(([name]) => above !== '' || name !== 'sensitive')
      .flatMap(([name, of]) => {
        const path = above ? `${above}.${name}` : name;
        return [[path, of] as const, ...fieldsOf(of, path)];
      });
  });
}

/** Ids of cases, things and events, and words that are no person's although they could be taken for one. */
const nobody: ReadonlySet<string> = new Set([
  ...[
    'caseId',
    'caseIds',
    'clientId',
    'complaintId',
    'crisisId',
    'demandId',
    'disputeId',
    'dutyId',
    'eventId',
  ],
  ...['evidenceRef', 'followsId', 'foundedBy', 'incidentId', 'instructionId', 'measureId', 'officeId'],
  ...['participationId', 'participationIds', 'providerId', 'riskId'],
  'name', // of a provider's firm
]);

const looksLikeSomebody =
  /(Id|Ids|Ref|By|Whom|Person|Name)$|advis|deput|colleague|staff|lead|clerk|author|officer|employee|inspector|visitor|witness|reader|user|actor|subject/i;
/** A code or a date says nothing about who; nor does a number or a yes. */
const isFree = ({ type, enum: codes, format, const: fixed, items, $ref }: Schema): boolean =>
  type === 'array'
    ? isFree((items ?? {}) as Schema)
    : $ref === undefined &&
      (type === 'string' || type === undefined) &&
      !codes &&
      !format &&
      fixed === undefined;

/** Fields whose name looks like a member of staff and that nobody has judged yet. */
const unjudged = (of: readonly (readonly [string, Schema])[]): readonly string[] =>
  of.flatMap(([file, schema]) =>
    fieldsOf(schema)
      .filter(([path, field]) => {
        const name = path.split('.').at(-1)!;
        return (
          looksLikeSomebody.test(name) && isFree(field) && !nobody.has(name) && !staffFields.includes(path)
        );
      })
      .map(([path]) => `${file}: ${path}`),
  );

describe('who of the staff an event names', () => {
  it('is judged of every field that looks like it (else: feed/staff.ts, or the list here)', () => {
    expect(unjudged(schemas)).toEqual([]);
  });

  it('would be noticed in a new type, wherever it stands', () => {
    const text = { type: 'string' };
    const deep = { type: 'array', items: { type: 'object', properties: { caseWorkerId: text } } };
    const properties = {
      inspectorId: text,
      decidedBy: text,
      visits: deep,
      seenBy: { enum: ['a'], type: 'string' },
    };
    expect(
      unjudged([['New.v1', { properties: { ...properties, runsTo: { ...text, format: 'date' } } }]]),
    ).toEqual(['New.v1: inspectorId', 'New.v1: decidedBy', 'New.v1: visits.caseWorkerId']);
  });

  it('is a list without what no event has', () => {
    const all = new Set(schemas.flatMap(([, schema]) => fieldsOf(schema).map(([path]) => path)));
    expect(staffFields.filter(name => !all.has(name))).toEqual([]);
  });

  it('leaves with no sample', () => {
    const told = JSON.stringify(sampleNames.map(name => withoutStaff(sample(name).data)));
    const named = sampleNames.flatMap(name => staffFields.flatMap(field => sample(name).data[field] ?? []));
    expect(named.length).toBeGreaterThan(0);
    for (const id of named) expect(told).not.toContain(JSON.stringify(id));
  });

  it('is not told by a correction either', () => {
    const corrected = { eventId: 'e', field: 'adviserId', was: 'u-1', is: 'u-2' };
    expect(withoutStaff(corrected)).toEqual({ eventId: 'e', field: 'adviserId' });
    expect(withoutStaff({ ...corrected, field: 'decideBy' })).toMatchObject({ was: 'u-1', is: 'u-2' });
  });
});
