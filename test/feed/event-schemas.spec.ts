import { Ajv, type AnySchemaObject } from 'ajv';
import { decode } from '../../src/event-codec/event-codec.js';
import { cloudEvent } from '../../src/feed/cloud-event.js';
import { eventForms, eventSchema, feedTypes } from '../../src/feed/event-schemas.js';
import { staffFields } from '../../src/event-codec/staff-fields.js';
import { isDay, parseInstant } from '../../src/terms/times.js';
import { everyVersion, sample, sampleNames } from '../codec/sample.js';

const ajv = new Ajv({
  strict: true,
  allErrors: true,
  formats: { date: isDay, 'date-time': (text: string) => parseInstant(text) !== undefined },
});
const faultsOf = (dataschema: string, data: object) => {
  const [, type, version] = /^urn:teilhabe:schema:(\w+):(\d+)$/.exec(dataschema)!;
  const validate = ajv.getSchema(dataschema) ?? ajv.compile(eventSchema(type!, version!) as AnySchemaObject);
  return validate(data) ? [] : validate.errors;
};
const toldOf = (name: string) => cloudEvent('a-store', decode(sample(name)), {});

describe('the schemas of the feed', () => {
  it('are those of every type in every version', () => {
    expect(eventForms.map(({ type, version }) => `${type}.v${version}`)).toEqual(everyVersion);
    expect(feedTypes).toEqual([...new Set(eventForms.map(({ type }) => type))]);
  });

  it.each(everyVersion)('%s is a schema under its name, closed, without what stays here', name => {
    const [type, version] = name.split('.v') as [string, string];
    const schema = eventSchema(type, version)!;
    expect(schema).toMatchObject({
      $id: `urn:teilhabe:schema:${type}:${version}`,
      additionalProperties: false,
    });
    const fields = [
      ...Object.keys(schema['properties'] as object),
      ...(schema['required'] as readonly string[]),
    ];
    expect(fields.filter(field => field === 'sensitive' || staffFields.includes(field))).toEqual([]);
    expect(ajv.validateSchema(schema as AnySchemaObject)).toBe(true);
  });

  it('are none of what there is not', () => {
    for (const [type, version] of [
      ['CrisisOpened', '0'],
      ['CrisisOpened', '99'],
      ['CrisisOpened', '01'],
      ['metadata', '1'],
      ['toString', '1'],
    ] as const)
      expect(eventSchema(type, version)).toBeUndefined();
  });

  it.each(sampleNames)('%s leaves in the form that its schema tells', name => {
    const { dataschema, data } = toldOf(name);
    expect(faultsOf(dataschema, data)).toEqual([]);
    expect(faultsOf(dataschema, { ...data, stray: 1 })).toHaveLength(1);
  });

  it('tell of a sample that is not in its form', () => {
    const { dataschema, data } = toldOf('CrisisOpened.v1');
    expect(faultsOf(dataschema, { ...data, severity: 9 })).not.toEqual([]);
    expect(faultsOf(dataschema, { ...data, crisisId: undefined })).not.toEqual([]);
  });
});
