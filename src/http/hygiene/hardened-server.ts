import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import type { Draining } from '../health/draining.js';
import type { Log } from '../logging/log.js';
import { follow, type Served } from '../logging/request-log.js';
import type { Metrics } from '../metrics/metrics.js';
import { answerClientError, answerUnserved } from '../problem/connection-faults.js';
import { Problem } from '../problem/problem.js';
import { sendProblem } from '../problem/send-problem.js';
import { correlationIdOf } from './correlation-id.js';
import { examine } from './incoming.js';
import { jsonBody } from './json-body.js';

/** What an app stands on, made before Nest is. */
export interface Ground {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly draining: Draining;
}

type Report = (served: Served) => void;

const seconds = 1_000;

/** A Fastify that takes nothing but plain requests with JSON, reports every one of them and can be drained. */
export function hardenedServer(ground: Ground): FastifyInstance {
  const { config, clock, draining } = ground;
  const report: Report = served => {
    ground.log[isGoodHealth(served) ? 'debug' : 'info'](served, 'request');
    ground.metrics.served(served);
    if (draining.begun) setImmediate(() => server.server.closeIdleConnections());
  };
  const server = fastify({
    logger: false,
    trustProxy: false,
    bodyLimit: config.bodyLimit,
    requestTimeout: 30 * seconds,
    connectionTimeout: 60 * seconds,
    keepAliveTimeout: 60 * seconds,
    http: {
      headersTimeout: 10 * seconds,
      connectionsCheckingInterval: 2 * seconds,
      requireHostHeader: false,
    },
    // The query is read by `examine`: the router would let pass what it refuses.
    routerOptions: { maxParamLength: 64, querystringParser: () => ({}) },
    return503OnClosing: false,
    genReqId: correlationIdOf,
    frameworkErrors: (error, request, reply) => {
      begin(request, reply, clock, report);
      sendProblem(reply, request, unrouted(error.code));
    },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, report),
  });
  answerUnserved(server.server, report);
  server.decorateRequest('principal', null);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, jsonBody(body as Buffer));
  });
  server.addHook('onRequest', (request, reply, done) => {
    begin(request, reply, clock, report);
    if (draining.begun) throw new Problem('shutting-down', 'Nothing was done. Try again.');
    examine(request, config.bodyLimit);
    done();
  });
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (draining.begun) void reply.header('connection', 'close');
    done(null, payload);
  });
  return server;
}

/** What containers and proxies ask every few seconds is of note where the answer is no. */
const isGoodHealth = ({ route, status }: Served): boolean => route.startsWith('/health/') && status < 400;

function begin(request: FastifyRequest, reply: FastifyReply, clock: Clock, report: Report): void {
  follow(request, reply, clock, report);
  void reply.headers({
    'x-correlation-id': request.id,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
  });
}

/** What the router refuses before any hook runs: an escape that is none, or more characters than an id has. */
function unrouted(code: string): Problem {
  return code === 'FST_ERR_MAX_PARAM_LENGTH'
    ? new Problem('not-found', 'There is nothing under this path.')
    : new Problem('bad-path', 'Write the path without escapes, double slashes and dot segments.');
}
