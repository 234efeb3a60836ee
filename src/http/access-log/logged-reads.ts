import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { AccessLog, type Reader } from '../../access-log/access-log.js';
import { Clock } from '../../clock.js';
import { toInstant } from '../../terms/times.js';
import { actorOf, type Acting } from '../authorisation/acting.js';
import { operationIdOf } from '../openapi/operation-id.js';
import { purposeIn, purposeRequired } from './purpose.js';
import { tellingOf, type Tells } from './tells-of-cases.js';
import { toldNothing } from './told.js';

type Incoming = FastifyRequest<{ Params: Record<string, string>; Querystring: Record<string, string> }>;

/**
 * Writes every read of a case to the access log, durably, before the answer leaves; what cannot be logged is not
 * answered. An auditor says what for, and each of an auditor's reads is logged, whatever it tells.
 */
@Injectable()
export class LoggedReads implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly log: AccessLog,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Incoming>();
    const { acting } = request;
    const handler = context.getHandler();
    const telling = tellingOf(this.reflector, handler);
    const auditing = acting?.role === 'auditor';
    if (!acting || (!telling && !auditing)) return next.handle();
    const purpose = purposeIn(request);
    if (auditing && purpose === null) throw purposeRequired();
    const operation = operationIdOf(handler);
    const read = { reader: readerIn(acting), operation, purpose };
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        const { aboutReader = null, ...told } = telling?.tells(answer, request) ?? none;
        const anybody = Object.values(told).some(ids => ids.length > 0);
        if (anybody || auditing || telling?.always)
          await this.log.append({ at: toInstant(this.clock.now()), ...read, aboutReader, ...told });
        return answer;
      }),
    );
  }
}

const none: ReturnType<Tells<unknown>> = toldNothing;

function readerIn(acting: Acting): Reader {
  const { id, role, organisation = null } = actorOf(acting);
  return { subject: id, role, organisation };
}
