import { reject, type Decision } from '../terms/rejection.js';
import type { ProviderEvent } from './events.js';

export interface RegisterProvider {
  readonly type: 'RegisterProvider';
  readonly name: string;
  readonly contact?: string;
}

export interface Provider {
  readonly registered: boolean;
}

export const unknownProvider: Provider = { registered: false };

export function evolveProvider(state: Provider, event: ProviderEvent): Provider {
  return event.type === 'ProviderRegistered' ? { registered: true } : state;
}

export function decideProvider(
  { name, contact }: RegisterProvider,
  state: Provider,
): Decision<ProviderEvent> {
  if (state.registered) return reject('already-registered', 'this provider is registered');
  return [
    {
      type: 'ProviderRegistered',
      data: { name },
      ...(contact === undefined ? {} : { sensitive: { contact } }),
    },
  ];
}
