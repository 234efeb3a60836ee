import type { FastifyRequest } from 'fastify';
import { Problem } from '../problem/problem.js';
import { rawHeaders } from './raw-headers.js';
import { strictQuery } from './strict-query.js';

/** Headers of which a second one means that two parties read the request differently. */
const single = [
  'host',
  'content-type',
  'authorization',
  'idempotency-key',
  'if-match',
  'x-correlation-id',
  'access-purpose',
];

/** Refuses a request that is not in its plain form, before its body is read; reads its query. @throws Problem */
export function examine(request: FastifyRequest, bodyLimit: number): void {
  examineHeaders(request);
  const [path = '', query] = splitAtFirst(request.raw.url ?? '', '?');
  examinePath(path);
  request.query = strictQuery(query ?? '');
  if (request.is404) return;
  examineParameters(request);
  examineBody(request, bodyLimit);
}

function examineHeaders({ raw }: FastifyRequest): void {
  const repeated = single.find(name => rawHeaders(raw, name).length > 1);
  if (repeated) throw new Problem('bad-request', `The header ${repeated} came more than once.`);
  if (raw.httpVersion !== '1.0' && !raw.headers.host)
    throw new Problem('bad-request', 'The header host is missing.');
}

function splitAtFirst(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** No path of ours needs an escape, so one can only disguise another path. */
function examinePath(path: string): void {
  const plain = /^\/[\x21-\x7e]*$/.test(path) && !/[%\\#]|\/\/|\/\.{1,2}(\/|$)/.test(path);
  if (!plain)
    throw new Problem('bad-path', 'Write the path without escapes, double slashes and dot segments.');
}

/** What cannot be an id names nothing. */
function examineParameters(request: FastifyRequest): void {
  const parameters = Object.entries((request.params ?? {}) as Record<string, string>);
  const id = /^[A-Za-z0-9-]{1,64}$/;
  if (parameters.some(([name, value]) => name !== '*' && !id.test(value))) {
    throw new Problem('not-found', 'There is nothing under this path.');
  }
}

const json = /^application\/json(?: *; *charset=(?:utf-8|"utf-8"))?$/i;
const bodyless = ['GET', 'HEAD', 'DELETE'];

function examineBody({ raw, method }: FastifyRequest, bodyLimit: number): void {
  const length = raw.headers['content-length'];
  const empty = raw.headers['transfer-encoding'] === undefined && Number(length ?? 0) === 0;
  if (empty && bodyless.includes(method)) return;
  const encoding = raw.headers['content-encoding'] ?? 'identity';
  if (!json.test(raw.headers['content-type'] ?? '') || encoding !== 'identity') {
    throw new Problem(
      'unsupported-media-type',
      'Send the body as application/json in UTF-8, not compressed.',
    );
  }
  if (Number(length ?? 0) > bodyLimit)
    throw new Problem('body-too-large', `The body may have ${bodyLimit} bytes.`);
}
