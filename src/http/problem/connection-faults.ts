import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Served } from '../logging/request-log.js';
import { detailsOf, Problem, problemType, type Answer } from './problem.js';
import { reasonPhrase } from './statuses.js';

type Report = (served: Served) => void;

/** `_httpMessage` is Node's own name for the answer under way on a connection. */
type Broken = Socket & { readonly _httpMessage?: ServerResponse | null };

/** Answers what Node refuses before there is a request, as a problem too. */
export function answerClientError(
  error: Error & { readonly code?: string },
  socket: Broken,
  report: Report,
): void {
  const underWay = socket._httpMessage;
  // To a request that came in whole another answer is owed: one to what followed it would be taken for that.
  const owed = underWay && (underWay.headersSent || underWay.req.complete);
  if (error.code === 'ECONNRESET' || !socket.writable || owed) socket.destroy();
  else write(socket, problemFor(error.code), report);
}

function problemFor(code: string | undefined): Problem {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('headers-too-large', 'The headers are larger than this server accepts.');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('request-timeout', 'The request was not complete in time.');
    default:
      return new Problem('bad-request', 'This is not a request of HTTP/1.1.');
  }
}

/** What Node would answer without a body, or not at all. */
export function answerUnserved(server: Server, report: Report): void {
  server.on('connect', (_request, socket) => {
    write(
      socket,
      new Problem('method-not-allowed', 'This server is no proxy.', { headers: { allow: 'GET, POST' } }),
      report,
    );
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    request.resume();
    if (response.socket)
      write(response.socket, new Problem('expectation-failed', 'Expect knows 100-continue.'), report);
  });
}

function write(socket: Duplex, answer: Answer, report: Report): void {
  const correlationId = randomUUID();
  const body = JSON.stringify(detailsOf(answer, correlationId));
  const headers = {
    ...answer.headers,
    'content-type': problemType,
    'content-length': String(Buffer.byteLength(body)),
    'x-correlation-id': correlationId,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const { status } = answer;
  socket.end(`HTTP/1.1 ${status} ${reasonPhrase(status)}\r\n${lines.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
  report({ correlationId, method: 'unknown', route: 'unknown', status, milliseconds: 0 });
}
