import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { file, schemasOfAnswers } from '../../scripts/answers.js';
import { rejectionCodes } from '../../src/terms/rejection.js';
import { problems } from '../../src/http/problem/statuses.js';
import { routesOf } from '../support/api/routes.js';
import { stage } from '../support/api/scene.js';
import { Description } from '../support/openapi/description.js';

const { product } = stage();
let description: Description;
beforeAll(async () => {
  description = await Description.of(product());
});

const named = (of: 'path' | 'query' | 'header') =>
  description.routes.flatMap(([route, { parameters }]) =>
    parameters.filter(parameter => parameter.in === of).map(parameter => ({ route, ...parameter })),
  );

describe('/openapi.json', () => {
  it('is a document of OpenAPI 3.0', async () => {
    const document = structuredClone(description.document) as object as Record<string, unknown>;
    expect(await new Validator().validate(document)).toEqual({ valid: true });
    expect(description.document.openapi).toBe('3.0.3');
  });

  it('refers to nothing that is not in it, and holds nothing that nothing refers to', () => {
    const { paths, components } = description.document;
    const mentioned = (within: unknown) =>
      [...JSON.stringify(within).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);
    const used = new Set(mentioned(paths));
    for (const name of used) mentioned(components.schemas[name]).forEach(other => used.add(other));
    expect(Object.keys(components.schemas).toSorted()).toEqual([...used].toSorted());
  });

  it('describes every route of the running app, and no other', () => {
    const ofThePage = (route: string) => route.startsWith('GET /docs/');
    const served = routesOf(product()).filter(route => !ofThePage(route));
    expect(description.routes.map(([route]) => route).toSorted()).toEqual(served.toSorted());
  });

  it('names every operation once, with a summary and tags that are explained', () => {
    const operations = description.routes.map(([, operation]) => operation);
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter(id => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
    expect(operations.filter(({ summary }) => !summary)).toEqual([]);
    const explained = description.document.tags.map(({ name }) => name);
    expect(new Set(operations.flatMap(({ tags }) => tags))).toEqual(new Set(explained));
  });

  it('names no host: it holds wherever it is served', () => {
    expect(description.document.servers).toBeUndefined();
    expect(JSON.stringify(description.document)).not.toMatch(/localhost|127\.0\.0\.1/);
  });

  it('says what an id in a path looks like, and describes every id that a path has', () => {
    expect(named('path').filter(({ schema }) => schema['pattern'] !== '^[A-Za-z0-9-]{1,64}$')).toEqual([]);
    for (const [route, { parameters }] of description.routes) {
      const described = parameters.filter(({ in: where }) => where === 'path').map(({ name }) => name);
      expect([route, described]).toEqual([route, [...route.matchAll(/:(\w+)/g)].map(([, name]) => name)]);
    }
  });

  it('limits every list, and every command can be retried and held against a revision', () => {
    const lists = named('query').filter(({ name }) => name === 'limit');
    expect(lists.length).toBeGreaterThan(0);
    for (const { schema } of lists) expect(schema).toMatchObject({ minimum: 1, maximum: 200, default: 50 });
    const recording = description.routes.filter(([name]) => /^POST (?!\/v1\/operations\/)/.test(name));
    for (const [route, { parameters }] of recording) {
      const headers = parameters.filter(({ in: where }) => where === 'header').map(({ name }) => name);
      expect([route, headers]).toEqual([route, ['Idempotency-Key', 'If-Match']]);
    }
  });

  it('asks for a token wherever one is needed', () => {
    const open = description.routes.filter(([, { security }]) => !security).map(([route]) => route);
    const free = ['/docs', '/health/live', '/health/ready', '/metrics', '/openapi.json'];
    expect(open.toSorted()).toEqual(free.map(path => `GET ${path}`));
  });

  it('knows every code that there is', () => {
    const { code } = description.document.components.schemas['ProblemAnswer']!['properties'] as {
      code: { enum: string[] };
    };
    expect(code.enum.toSorted()).toEqual([...Object.keys(problems), ...rejectionCodes].toSorted());
    const said = new Set(
      description.routes.flatMap(([, { responses }]) =>
        Object.values(responses).flatMap(({ content = {} }) =>
          Object.keys(content['application/problem+json']?.examples ?? {}),
        ),
      ),
    );
    expect([...said].filter(one => !code.enum.includes(one))).toEqual([]);
    expect(rejectionCodes.filter(one => !said.has(one))).toEqual([]);
  });

  it('is made of the types of the answers as they are now (else: node scripts/answers.ts)', () => {
    expect(readFileSync(file, 'utf8')).toBe(schemasOfAnswers());
  });
});
