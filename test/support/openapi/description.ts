import { Ajv, type ValidateFunction } from 'ajv';
import type { Answer, Product } from '../api/product.js';

export type Schema = { readonly [key: string]: unknown };

export interface Response {
  readonly content?: Readonly<
    Record<string, { readonly schema: Schema; readonly examples?: Readonly<Record<string, object>> }>
  >;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<Record<string, Response>>;
  readonly security?: readonly object[];
}

export interface Document {
  readonly openapi: string;
  readonly servers?: readonly object[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** `GET /v1/clients/:clientId`, as the router writes it. */
export type Route = `${'GET' | 'POST'} /${string}`;

/** What `/openapi.json` says, asked of the product itself, and whether it is true of an answer. */
export class Description {
  private readonly ajv = new Ajv({
    strict: true,
    strictTypes: false,
    formats: { date: isDate, 'date-time': isTime },
  });
  private readonly validators = new Map<string, ValidateFunction>();

  private constructor(readonly document: Document) {
    this.ajv.addSchema(asJsonSchema({ $id: 'document', definitions: document.components.schemas }) as object);
  }

  static async of(product: Product): Promise<Description> {
    const answer = await product.send({ by: null, method: 'GET', url: '/openapi.json' });
    return new Description(answer.json<Document>());
  }

  get routes(): readonly (readonly [Route, Operation])[] {
    return Object.entries(this.document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(
        ([method, operation]) =>
          [`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}` as Route, operation] as const,
      ),
    );
  }

  operation(route: Route): Operation {
    const found = this.routes.find(([name]) => name === route);
    if (!found) throw new Error(`${route} is not described`);
    return found[1];
  }

  /** The schema behind a reference. */
  resolved(schema: Schema): Schema {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(String(schema['$ref']))?.[1];
    return name === undefined ? schema : this.document.components.schemas[name]!;
  }

  /** What is answered and not described: a status, a media type, a code, a field, or a value of another form. */
  faultsOf(route: Route, { statusCode, headers, body }: Answer): readonly string[] {
    const response = this.operation(route).responses[statusCode];
    if (!response) return [`${route}: ${statusCode} is not described (${body.slice(0, 200)})`];
    const mediaType = String(headers['content-type']).split(';', 1)[0]!;
    const content = response.content?.[mediaType];
    if (!content) return [`${route}: ${statusCode} is not described as ${mediaType}`];
    if (!mediaType.endsWith('json')) return [];
    const told: unknown = JSON.parse(body);
    const validate = this.validatorOf(content.schema);
    if (!validate(told)) return [`${route}: ${statusCode} ${this.ajv.errorsText(validate.errors)}`];
    if (!mediaType.includes('problem')) return [];
    const { code } = told as { readonly code: string };
    return code in (content.examples ?? {}) ? [] : [`${route}: ${statusCode} ${code} is not described`];
  }

  private validatorOf(schema: Schema): ValidateFunction {
    const key = JSON.stringify(schema);
    const known = this.validators.get(key);
    if (known) return known;
    const made = this.ajv.compile(asJsonSchema(schema) as object);
    this.validators.set(key, made);
    return made;
  }
}

const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
const isTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));

/** A schema of OpenAPI 3.0 as JSON Schema, in which an object has the fields that are described and no other. */
function asJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, asJsonSchema(value)]),
  );
  if (typeof rest['$ref'] === 'string')
    rest['$ref'] = rest['$ref'].replace('#/components/schemas/', 'document#/definitions/');
  if (rest['type'] === 'object' && rest['properties']) rest['additionalProperties'] ??= false;
  return nullable ? { anyOf: [rest, { type: 'null' }] } : rest;
}
