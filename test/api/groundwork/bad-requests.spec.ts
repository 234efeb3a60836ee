import { once } from 'node:events';
import { expectProblem } from '../../support/http/expect-problem.js';
import { startFace, type Face } from '../../support/http/face.js';
import { exchange, open, readAnswers } from '../../support/http/raw-exchange.js';

let face: Face;
let port: number;
beforeAll(async () => {
  face = await startFace();
  port = await face.listen();
});
afterAll(() => face.end());
beforeEach(() => {
  face.stage.heard.length = 0;
});

/** The request line as given, otherwise a request in order. */
const ask = async (line: string, headers = '', body = '') => {
  const auth = `authorization: ${face.bearer}\r\n`;
  const answers = await exchange(
    port,
    `${line}\r\nhost: a\r\n${auth}${headers}connection: close\r\n\r\n${body}`,
  );
  expect(answers).toHaveLength(1);
  expect(face.stage.heard).toEqual([]);
  return answers[0]!;
};

it('serves a plain path', async () => {
  const [answer] = await exchange(
    port,
    `GET /v1/measures/m-1 HTTP/1.1\r\nhost: a\r\nauthorization: ${face.bearer}\r\nconnection: close\r\n\r\n`,
  );
  expect([answer?.statusCode, answer?.body]).toEqual([200, '{"measureId":"m-1"}']);
});

describe('a path that is not plain', () => {
  it.each([
    '/v1/me%61sures/m-1',
    '/v1/%6de',
    '/v1/measures/m%2d1',
    '/v1/measures/%00',
    '/v1/measures/%',
    '/v1/measures/%zz',
    '/v1/measures/%ff',
    '/v1/measures/%C3%28',
    '//v1/me',
    '/v1//me',
    '/v1/./me',
    '/v1/../v1/me',
    '/v1/me/..',
    '/v1\\me',
    '/v1/me#fragment',
    'http://a/v1/me',
    '*me',
  ])('%s is refused', async path => {
    expectProblem(await ask(`GET ${path} HTTP/1.1`), 400, 'bad-path');
  });

  it('with bytes outside ASCII is refused', async () => {
    const answers = await exchange(
      port,
      Buffer.from('GET /v1/\xfc HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 'latin1'),
    );
    expectProblem(answers[0]!, 400, 'bad-request');
  });
});

describe('a path that names nothing', () => {
  it.each([
    '/',
    '/v1',
    '/v1/measure',
    '/V1/me',
    '/v1/me/',
    '/v1/measures/',
    '/v1/measures/a_b',
    '/v1/measures/a.b',
    `/v1/measures/${'a'.repeat(65)}`,
  ])('%s is not found', async path => {
    expectProblem(await ask(`GET ${path} HTTP/1.1`), 404, 'not-found');
  });
});

it('a path that is very long is not found', async () => {
  expectProblem(await ask(`GET /v1/measures/${'a'.repeat(8_000)} HTTP/1.1`), 404, 'not-found');
  expectProblem(await ask(`GET /${'a/'.repeat(3_000)} HTTP/1.1`), 404, 'not-found');
});

describe('a query', () => {
  it('is read', async () => {
    const headers = { authorization: face.bearer };
    const answer = await face.app.inject({ url: '/v1/echo?limit=5&name=a+b%26c&', headers });
    expect([answer.statusCode, answer.json()]).toEqual([200, { limit: 5, name: 'a b&c' }]);
  });

  it.each([
    ['repeated', 'limit=1&limit=2', ['limit']],
    ['repeated under an escape', 'limit=1&l%69mit=2', ['limit']],
    ['unknown', 'colour=red', ['colour']],
    ['unknown and wrong', 'limit=x&colour=red', ['colour', 'limit']],
    ['inherited', '__proto__=1', ['__proto__']],
    ['inherited with an index', 'constructor=1', ['constructor']],
    ['without a name', '=1', ['']],
    ['with NUL', 'name=%00', ['name']],
    ['with a bell', 'name=a%07', ['name']],
    ['of another form', 'name[]=a', ['name[]']],
    ['out of bounds', 'limit=0', ['limit']],
    ['a number in hex', 'limit=0x10', ['limit']],
    ['an empty number', 'limit=', ['limit']],
  ])('%s is refused by name: %s', async (_, query, fields) => {
    const { errors } = expectProblem(await ask(`GET /v1/echo?${query} HTTP/1.1`), 400, 'bad-query');
    expect([...new Set(errors?.map(e => e.field))].toSorted()).toEqual(fields);
  });

  it.each(['name=%', 'name=%zz', 'name=%ff', 'name=%C3%28', 'name=%ED%A0%80', 'name=%u0061'])(
    'with an escape that is none is refused: %s',
    async query => {
      expectProblem(await ask(`GET /v1/echo?${query} HTTP/1.1`), 400, 'bad-query');
    },
  );

  it('of too many parameters is refused', async () => {
    const query = Array.from({ length: 33 }, (_, i) => `a${i}=1`).join('&');
    expectProblem(await ask(`GET /v1/echo?${query} HTTP/1.1`), 400, 'bad-query');
  });

  it('is refused where the route takes none', async () => {
    const { errors } = expectProblem(await ask('GET /v1/me?verbose=1 HTTP/1.1'), 400, 'bad-query');
    expect(errors).toEqual([{ field: 'verbose', problem: 'should not exist' }]);
    expectProblem(await ask('GET /health/live?a=1 HTTP/1.1'), 400, 'bad-query');
  });
});

describe('a method that does not apply', () => {
  it.each(['DELETE', 'PUT', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND', 'QUERY', 'PURGE'])(
    '%s',
    async method => {
      const answer = await ask(`${method} /v1/echo HTTP/1.1`);
      expectProblem(answer, 405, 'method-not-allowed');
      expect(answer.headers.allow).toBe('GET, HEAD, POST');
    },
  );

  it('is not found where the path is not known at all', async () => {
    expectProblem(await ask('TRACE /v1/nothing HTTP/1.1'), 404, 'not-found');
    expectProblem(
      await ask('POST /v1/nothing HTTP/1.1', 'content-type: text/plain\r\ncontent-length: 1\r\n', 'a'),
      404,
      'not-found',
    );
  });

  it('CONNECT', async () => {
    expectProblem(
      (await exchange(port, 'CONNECT a:443 HTTP/1.1\r\nhost: a\r\n\r\n'))[0]!,
      405,
      'method-not-allowed',
    );
  });
});

describe('what is no request', () => {
  it.each([
    ['garbage', 'garbage\r\n\r\n'],
    ['a method nobody knows', 'FOO / HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a version nobody knows', 'GET / HTTP/9.9\r\nhost: a\r\n\r\n'],
    ['two lengths', 'POST /v1/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na'],
    [
      'length and chunks',
      'POST /v1/echo HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\na',
    ],
    ['a length that is none', 'POST /v1/echo HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n'],
    ['NUL in a header', 'GET /v1/me HTTP/1.1\r\nhost: a\r\nx: \0\r\n\r\n'],
    ['a blank before the colon', 'GET /v1/me HTTP/1.1\r\nhost : a\r\n\r\n'],
    ['a folded header', 'GET /v1/me HTTP/1.1\r\nhost: a\r\n b\r\n\r\n'],
    ['no host', 'GET /v1/me HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['two hosts', 'GET /v1/me HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n'],
  ])('%s is answered with a problem', async (_, bytes) => {
    const answers = await exchange(port, Buffer.from(bytes, 'latin1'));
    expect(answers).toHaveLength(1);
    expectProblem(answers[0]!, 400, 'bad-request');
  });

  it('chunks that are none', async () => {
    const headers = `host: a\r\nauthorization: ${face.bearer}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked`;
    const answers = await exchange(port, `POST /v1/echo HTTP/1.1\r\n${headers}\r\n\r\nzz\r\n`);
    expectProblem(answers[0]!, 400, 'bad-request');
    expect(face.stage.heard).toEqual([]);
  });

  it('headers that are too large', async () => {
    const answers = await exchange(
      port,
      `GET /v1/me HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`,
    );
    expectProblem(answers[0]!, 431, 'headers-too-large');
  });

  it('an expectation that is none', async () => {
    const answer = await ask('POST /v1/echo HTTP/1.1', 'expect: miracles\r\ncontent-length: 0\r\n');
    expectProblem(answer, 417, 'expectation-failed');
  });

  it('a request that does not come to its end', async () => {
    const server = face.app.getHttpServer();
    const accepted = once(server, 'connection');
    const answers = readAnswers(await open(port));
    const [connection] = (await accepted) as [object];
    // As Node tells it when the time for a request is over.
    server.emit(
      'clientError',
      Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }),
      connection,
    );
    expectProblem((await answers)[0]!, 408, 'request-timeout');
  });

  it('never answers in the place of a request under way', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<unknown>();
    face.stage.answer = () => {
      begin({});
      return promise;
    };
    const socket = await open(port);
    const answers = readAnswers(socket);
    socket.write('GET /v1/slow HTTP/1.1\r\nhost: a\r\n\r\n');
    await begun;
    socket.write('garbage\r\n\r\n');
    expect(await answers).toEqual([]);
    resolve({});
  });

  it('is answered after what was asked before on the same connection', async () => {
    const first = `GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n`;
    const socket = await open(port);
    const answers = readAnswers(socket);
    socket.write(first);
    await new Promise(resolve => socket.once('data', resolve));
    socket.write('garbage\r\n\r\n');
    const [live, garbage] = await answers;
    expect(live?.statusCode).toBe(200);
    expectProblem(garbage!, 400, 'bad-request');
  });
});

describe('a body that comes over a real connection', () => {
  it('of 10 MB is refused, announced or in chunks', async () => {
    const body = Buffer.alloc(10_000_000, 'a');
    const headers = 'content-type: application/json\r\n';
    const announced = await ask(
      'POST /v1/echo HTTP/1.1',
      `${headers}content-length: ${body.length}\r\n`,
      body.toString(),
    );
    expectProblem(announced, 413, 'body-too-large');
    const chunk = `${body.length.toString(16)}\r\n${body.toString()}\r\n0\r\n\r\n`;
    expectProblem(
      await ask('POST /v1/echo HTTP/1.1', `${headers}transfer-encoding: chunked\r\n`, chunk),
      413,
      'body-too-large',
    );
  });

  it('of 10 MB is refused in a way that an ordinary client understands', async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/v1/echo`, {
      method: 'POST',
      headers: { authorization: face.bearer, 'content-type': 'application/json' },
      body: 'a'.repeat(10_000_000),
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([413, 'application/problem+json']);
  });

  it.each(['application/json\ta', 'application/json\t;charset=utf-8'])(
    'of type %j is refused',
    async type => {
      const answer = await ask(
        'POST /v1/echo HTTP/1.1',
        `content-type: ${type}\r\ncontent-length: 2\r\n`,
        '{}',
      );
      expectProblem(answer, 415, 'unsupported-media-type');
    },
  );

  it('of two types is refused', async () => {
    const types = 'content-type: application/json\r\ncontent-type: text/plain\r\n';
    expectProblem(
      await ask('POST /v1/echo HTTP/1.1', `${types}content-length: 2\r\n`, '{}'),
      400,
      'bad-request',
    );
  });
});

it('ignores the wish to speak another protocol', async () => {
  const answers = await exchange(
    port,
    'GET /health/live HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade, close\r\n\r\n',
  );
  expect(answers[0]?.statusCode).toBe(200);
});
