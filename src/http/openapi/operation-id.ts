import type { ExecutionContext } from '@nestjs/common';

/** Under which decorator of @nestjs/swagger a route says what it is. */
const operation = 'swagger/apiOperation';

/** The id that the API's description gives to a route's handler. */
export function operationIdOf(handler: ReturnType<ExecutionContext['getHandler']>): string {
  const described = Reflect.getMetadata(operation, handler) as { readonly operationId?: string } | undefined;
  if (!described?.operationId) throw new Error(`${handler.name} has no operationId`);
  return described.operationId;
}
