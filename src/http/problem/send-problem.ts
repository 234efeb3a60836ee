import type { FastifyReply, FastifyRequest } from 'fastify';
import { detailsOf, problemType, type Answer } from './problem.js';

export function sendProblem(reply: FastifyReply, request: FastifyRequest, answer: Answer): void {
  void reply
    .code(answer.status)
    .headers(answer.headers ?? {})
    .type(problemType)
    // Fastify would close under an upload that it does not read to its end, and the answer would be lost with it.
    .removeHeader('connection')
    // What was said of the answer that is not given tells of it.
    .removeHeader('etag')
    .removeHeader('content-disposition')
    .send(Buffer.from(JSON.stringify(detailsOf(answer, request.id))));
}
