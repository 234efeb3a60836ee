import type { Schema } from 'ts-json-schema-generator';

/** A schema as OpenAPI 3.0 knows it. */
export type OpenApiSchema = { [key: string]: unknown };
type Definitions = Readonly<Record<string, Schema>>;

/** Names that a component of an OpenAPI document can bear; a type with parameters (`Page<Item>`) has no such name. */
const isName = (name: string): boolean => /^\w+$/.test(name);

const prefix = '#/definitions/';

/** Figures are counts, days, cents and revisions, hence whole, but for rates and the share below which a rule fires. */
const isFraction = (property: string): boolean => /rate$|^below$/i.test(property);

/**
 * JSON Schema (draft 7) in the words of OpenAPI 3.0: `nullable` instead of a union with null, `enum` instead of
 * `const`, references to the document's components. Objects are left open, so that a client built today reads an
 * answer that has a field more tomorrow.
 */
export class OpenApiSchemas {
  /** Named schemas, in the order in which they were met. */
  readonly components = new Map<string, OpenApiSchema>();

  private readonly definitions: Definitions;

  constructor(definitions: Definitions) {
    this.definitions = definitions;
  }

  /** Makes a component; what it refers to becomes one too. @throws Error where another type has that name */
  add(name: string, schema: Schema): void {
    if (this.named(schema) !== name && this.definitions[name]) throw new Error(`${name} names two schemas`);
    this.components.set(name, {});
    this.components.set(name, this.convert(this.resolved(schema)));
  }

  private named({ $ref }: Schema): string | undefined {
    return $ref === undefined ? undefined : decodeURIComponent($ref.slice(prefix.length));
  }

  private resolved(schema: Schema): Schema {
    const name = this.named(schema);
    if (name === undefined) return schema;
    const definition = { ...this.definitions[name]!, ...described(schema) };
    // What is said of `Page<Item>` in general says nothing of this one.
    if (!isName(name)) delete definition.description;
    return this.resolved(definition);
  }

  private convert(schema: Schema, property = ''): OpenApiSchema {
    const name = this.named(schema);
    if (name !== undefined) return this.reference(name, schema, property);
    const {
      anyOf,
      const: only,
      type,
      enum: codes,
      items,
      properties,
      additionalProperties,
      ...rest
    } = schema;
    if (anyOf) return { ...this.union(anyOf as Schema[], property), ...described(schema) };
    const types = [type ?? []].flat();
    const nullable = types.includes('null');
    const [plain, ...others] = types.filter(one => one !== 'null');
    const whole = plain === 'number' && !isFraction(property);
    return {
      ...(plain === undefined || others.length ? {} : { type: whole ? 'integer' : plain }),
      ...(rest.format === undefined ? rest : withoutPattern(rest)),
      ...(codes ? { enum: codes } : {}),
      ...(only === undefined || plain === 'boolean' ? {} : { enum: [only] }),
      ...(items ? { items: this.convert(items as Schema, property) } : {}),
      ...(properties ? { properties: this.properties(properties as Record<string, Schema>) } : {}),
      ...(typeof additionalProperties === 'object'
        ? { additionalProperties: this.convert(additionalProperties as Schema, property) }
        : {}),
      ...(nullable ? { nullable } : {}),
    };
  }

  private properties(properties: Readonly<Record<string, Schema>>): OpenApiSchema {
    return Object.fromEntries(
      Object.entries(properties).map(([name, schema]) => [name, this.convert(schema, name)]),
    );
  }

  private reference(name: string, schema: Schema, property: string): OpenApiSchema {
    if (!isName(name)) return this.convert(this.resolved(schema), property);
    if (!this.components.has(name)) this.add(name, schema);
    const $ref = `#/components/schemas/${name}`;
    // Beside a reference nothing else is read.
    return schema.description === undefined ? { $ref } : { allOf: [{ $ref }], ...described(schema) };
  }

  private union(members: readonly Schema[], property: string): OpenApiSchema {
    const others = members.filter(({ type }) => type !== 'null');
    const nullable = others.length < members.length ? { nullable: true } : {};
    if (others.length > 1) return this.anyOf(others, property);
    const only = this.convert(others[0]!, property);
    if (!('nullable' in nullable)) return only;
    return '$ref' in only ? { allOf: [only], ...nullable } : { ...only, ...nullable };
  }

  /** Codes of two catalogues are one catalogue; of different kinds of values any is: no generator copes with more. */
  private anyOf(members: readonly Schema[], property: string): OpenApiSchema {
    const schemas = members.map(member => this.resolved(member));
    if (schemas.some(({ properties }) => properties))
      throw new Error(`${property}: give objects that are answered in one place one shape`);
    const [type, ...others] = new Set(schemas.map(schema => schema.type));
    const codes = schemas.flatMap(schema => schema.enum ?? [schema.const]);
    const oneCatalogue = others.length === 0 && codes.every(code => code !== undefined);
    return oneCatalogue ? { type, enum: [...new Set(codes)] } : {};
  }
}

/** A generated client has a date where a format says so, and a pattern for texts beside it would confuse it. */
const withoutPattern = ({ pattern: _, ...rest }: Schema): Schema => rest;

const described = ({ description }: Schema): { description?: string } =>
  description === undefined ? {} : { description };
