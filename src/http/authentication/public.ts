import { SetMetadata, type CustomDecorator, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';

const key = Symbol('public');

/** The route, or every route of the controller, is served without a token. */
export const Public = (): CustomDecorator<symbol> => SetMetadata(key, true);

export const isPublic = (
  reflector: Reflector,
  context: Pick<ExecutionContext, 'getHandler' | 'getClass'>,
): boolean =>
  reflector.getAllAndOverride<boolean | undefined>(key, [context.getHandler(), context.getClass()]) === true;
