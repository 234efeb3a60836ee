import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessLogUnavailable } from '../../access-log/access-log.js';
import { setbackIn } from '../../application/refused.js';
import { IdentityUnavailable, InvalidToken } from '../../identity/invalid-token.js';
import { Log } from '../logging/log.js';
import { answerTo } from './answer-to.js';
import { sendProblem } from './send-problem.js';
import { Problem, type Answer } from './problem.js';

/** Turns everything that is thrown while a request is served into a problem, and logs what an operator must know. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.record(error, request);
    // An answer that has begun cannot become another one: cut off, it is not taken for whole.
    if (reply.raw.headersSent) reply.raw.destroy();
    else if (!reply.sent) sendProblem(reply, request, this.answer(error, request));
  }

  private answer(error: unknown, request: FastifyRequest): Answer {
    const elsewhere = request.is404 && error instanceof HttpException ? allowedMethods(request) : [];
    if (elsewhere.length) {
      const headers = { allow: elsewhere.join(', ') };
      return new Problem('method-not-allowed', `This path knows ${headers.allow}.`, { headers });
    }
    const parameters = Object.keys(request.params ?? {});
    return answerTo(error, parameters) ?? new Problem('internal', 'The request failed and was logged.');
  }

  private record(error: unknown, request: FastifyRequest): void {
    const about = { correlationId: request.id, route: request.routeOptions.url };
    if (error instanceof InvalidToken) this.log.info({ ...about, reason: error.reason }, 'token refused');
    else if (setbackIn(error) === 'store-unavailable' || isUnavailable(error)) {
      this.log.error({ ...about, err: error }, 'not available');
    } else if (!answerTo(error, [])) this.log.error({ ...about, err: error }, 'unexpected error');
  }
}

const isUnavailable = (error: unknown): boolean =>
  error instanceof IdentityUnavailable || error instanceof AccessLogUnavailable;

/** The methods under which the router knows a path that it does not know under the method asked for. */
function allowedMethods({ server, url, method }: FastifyRequest): string[] {
  const [path = url] = url.split('?', 1);
  const known = methods.filter(other => server.findRoute({ method: other, url: path }));
  return known.some(other => other === method) ? [] : known;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
