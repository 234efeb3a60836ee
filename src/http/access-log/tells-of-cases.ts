import { SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Told } from '../../access-log/access-log.js';

/** Whom an answer tells of, by the answer or, where it is a stream, by what was asked. */
export type Tells<Answer> = (
  answer: Answer,
  asked: Pick<
    FastifyRequest<{ Params: Record<string, string>; Querystring: Record<string, string> }>,
    'params' | 'query'
  >,
) => Told & { readonly aboutReader?: string };

const key = Symbol('tells of cases');

/**
 * Marks a route that answers with a person's case: each answer is logged, with those whom it tells of, before it
 * leaves. One that tells of nobody is not, unless `always`.
 */
export const TellsOfCases = <Answer>(
  tells: Tells<Answer>,
  { always = false }: { readonly always?: boolean } = {},
): MethodDecorator => SetMetadata(key, { tells, always });

type Handler = ReturnType<ExecutionContext['getHandler']>;

interface Telling {
  readonly tells: Tells<unknown>;
  readonly always: boolean;
}

/** What a route was marked with. */
export const tellingOf = (reflector: Reflector, handler: Handler): Telling | undefined =>
  reflector.get<Telling | undefined>(key, handler);
