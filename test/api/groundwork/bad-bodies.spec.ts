import { expectProblem } from '../../support/http/expect-problem.js';
import { startFace, type Face } from '../../support/http/face.js';

let face: Face;
beforeAll(async () => {
  face = await startFace();
});
afterAll(() => face.end());
beforeEach(() => {
  face.stage.heard.length = 0;
});

const post = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  face.app.inject({
    method: 'POST',
    url: '/v1/echo',
    payload,
    headers: { authorization: face.bearer, 'content-type': 'application/json', ...headers },
  });

const nested = (levels: number): string => `{"text":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;

it('lets a plain body through', async () => {
  for (const type of [
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
  ]) {
    const answer = await post('{"text":"Grüße\\n\\t🙂","count":3}', { 'content-type': type });
    expect([answer.statusCode, answer.json()]).toEqual([201, { text: 'Grüße\n\t🙂', count: 3 }]);
  }
});

describe('a body of another kind', () => {
  it.each([
    'application/json\ta',
    'application/json;',
    'application/json; charset=latin1',
    'application/json; charset=utf-8; a=b',
    'application/json, text/plain',
    'application/problem+json',
    'application/jsonp',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
    ' ',
    'json',
    '/',
  ])('is not taken as %j', async type => {
    expectProblem(await post('{"text":"a"}', { 'content-type': type }), 415, 'unsupported-media-type');
    expect(face.stage.heard).toEqual([]);
  });

  it('is not taken without a content type, or compressed', async () => {
    const answer = await face.app.inject({
      method: 'POST',
      url: '/v1/echo',
      payload: Buffer.from('{"text":"a"}'),
      headers: { authorization: face.bearer },
    });
    expectProblem(answer, 415, 'unsupported-media-type');
    expectProblem(await post('{"text":"a"}', { 'content-encoding': 'gzip' }), 415, 'unsupported-media-type');
  });
});

describe('a body that is no JSON', () => {
  it.each([
    ['cut off', '{"text":"a"'],
    ['with a byte order mark', '\uFEFF{"text":"a"}'],
    ['of blanks', '   '],
    ['with something after it', '{"text":"a"}{}'],
    ['with a comment', '{"text":"a"/**/}'],
    ['with a bare NUL', '{"text":"\u0000"}'],
    ['with a bare line break in a text', '{"text":"\n"}'],
    ['with NaN', '{"count":NaN}'],
    ['with a comma too many', '{"text":"a",}'],
    ['with single quotes', "{'text':'a'}"],
    ['with the same key twice', '{"text":"a","text":"b"}'],
    [
      'with the same key twice, once escaped',
      '{"text":"a","day":{"state":"present","st\\u0061te":"excused"}}',
    ],
  ])('%s', async (_, body) => {
    expectProblem(await post(body), 400, 'malformed-json');
    expect(face.stage.heard).toEqual([]);
  });

  it('in another encoding', async () => {
    expectProblem(await post(Buffer.from('{"text":"ü"}', 'latin1')), 400, 'malformed-json');
    expectProblem(await post(Buffer.from('{"text":"ü"}', 'utf16le')), 400, 'malformed-json');
    expectProblem(await post(Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d])), 400, 'malformed-json');
  });
});

describe('depth', () => {
  it('of 32 levels is read, of 33 is not', async () => {
    expectProblem(await post(nested(32)), 422, 'validation');
    expectProblem(await post(nested(33)), 400, 'body-too-deep');
  });

  it.each([
    ['10,000 lists', nested(10_000)],
    ['10,000 objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['200,000 lists, never closed', '['.repeat(200_000)],
  ])('of %s is refused', async (_, body) => {
    expectProblem(await post(body), 400, 'body-too-deep');
  });

  it('does not count brackets in texts', async () => {
    const answer = await post(JSON.stringify({ text: `${'[{'.repeat(100)}"\\` }));
    expect(answer.statusCode).toBe(201);
  });
});

describe('size', () => {
  it('of 10 MB is refused', async () => {
    expectProblem(await post(JSON.stringify({ text: 'a'.repeat(10_000_000) })), 413, 'body-too-large');
  });

  it('of just the limit is read', async () => {
    const frame = '{"text":""}'.length;
    expect((await post(JSON.stringify({ text: 'a'.repeat(1_048_576 - frame) }))).statusCode).toBe(201);
    expectProblem(await post(JSON.stringify({ text: 'a'.repeat(1_048_577 - frame) })), 413, 'body-too-large');
  });
});

describe('a text that cannot be kept', () => {
  it.each([
    ['NUL', '{"text":"a\\u0000b"}', 'text'],
    ['a lone high surrogate', '{"text":"\\ud800"}', 'text'],
    ['a lone low surrogate', '{"text":"\\udc00 "}', 'text'],
    ['a bell', '{"text":"\\u0007"}', 'text'],
    ['an escape', '{"text":"\\u001b[2J"}', 'text'],
    ['delete', '{"text":"\\u007f"}', 'text'],
    ['NUL deep inside', '{"text":"a","days":[{"state":"present"},{"state":"\\u0000"}]}', 'days.1.state'],
    ['NUL in a name', '{"text":"a","day":{"\\u0000":1}}', 'day'],
  ])('has %s, and its field is named', async (_, body, field) => {
    expect(expectProblem(await post(body), 422, 'bad-text').errors?.map(e => e.field)).toEqual([field]);
  });

  it('names every one of them', async () => {
    const { errors } = expectProblem(
      await post('{"text":"\\u0000","day":{"state":"\\ud83d"}}'),
      422,
      'bad-text',
    );
    expect(errors?.map(e => e.field)).toEqual(['text', 'day.state']);
  });
});

describe('a name that objects inherit', () => {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '__defineGetter__',
    'valueOf',
  ];

  it.each(names)('%s is refused where it stands', async name => {
    const top = expectProblem(await post(`{"text":"a","${name}":{"admin":true}}`), 422, 'validation');
    expect(top.errors).toEqual([{ field: name, problem: 'should not exist' }]);
    const deep = expectProblem(
      await post(`{"text":"a","day":{"state":"present","${name}":1}}`),
      422,
      'validation',
    );
    expect(deep.errors).toEqual([{ field: `day.${name}`, problem: 'should not exist' }]);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    expect(face.stage.heard).toEqual([]);
  });

  it('is refused as constructor.prototype and with its name escaped', async () => {
    const { errors } = expectProblem(
      await post('{"text":"a","constructor":{"prototype":{"x":1}}}'),
      422,
      'validation',
    );
    expect(errors?.map(e => e.field)).toEqual(['constructor', 'constructor.prototype']);
    expectProblem(await post('{"text":"a","\\u005f_proto__":{}}'), 422, 'validation');
  });
});

describe('a body that is no object', () => {
  it.each(['[]', '"text"', '1', 'null', 'true', '[{"text":"a"}]', ''])('%j is refused', async body => {
    const { errors } = expectProblem(await post(body), 422, 'validation');
    expect(errors).toEqual([{ field: '', problem: 'must be an object' }]);
  });
});

it('names all faults of all fields at once', async () => {
  const body = {
    count: -1.5,
    days: [{ state: 'present' }, { state: 'asleep' }],
    day: { state: 1, more: 2 },
    colour: 'red',
  };
  const { errors } = expectProblem(await post(JSON.stringify(body)), 422, 'validation');
  expect(errors?.map(e => e.field).toSorted()).toEqual(
    ['colour', 'count', 'count', 'day.more', 'day.state', 'days.1.state', 'text'].toSorted(),
  );
  expect(errors).toContainEqual({ field: 'colour', problem: 'should not exist' });
  expect(errors).toContainEqual({ field: 'text', problem: 'must be a string' });
});
