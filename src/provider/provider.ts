import type { StaffRole } from '../terms/catalogues.js';
import type { Issued } from '../terms/fact.js';
import { reject, rejectInput, type Decision } from '../terms/rejection.js';
import { dayOf, type Day } from '../terms/times.js';
import type { ProviderEvent } from './events.js';

export interface ProviderCommands {
  RegisterProvider: { readonly name: string; readonly contact?: string };
  RecordProviderVisit: {
    readonly visitedOn: Day;
    readonly measureId?: string;
    readonly rolesPresent: readonly StaffRole[];
    readonly announced: boolean;
    readonly findings: string;
  };
  ReportStaffChange: {
    readonly measureId: string;
    readonly role: StaffRole;
    readonly qualifiedAsAgreed: boolean;
    readonly changedOn: Day;
    readonly note?: string;
  };
}
export type ProviderCommand = {
  [K in keyof ProviderCommands]: { readonly type: K } & ProviderCommands[K];
}[keyof ProviderCommands];

export interface Provider {
  readonly registered: boolean;
}

export const unknownProvider: Provider = { registered: false };

export function evolveProvider(state: Provider, event: ProviderEvent): Provider {
  switch (event.type) {
    case 'ProviderRegistered':
      return { registered: true };
    case 'ProviderVisited':
    case 'StaffChanged':
      return state;
  }
}

/** Whether the measure that a command names is one of this provider's is for the caller to say. */
export function decideProvider(
  command: ProviderCommand,
  state: Provider,
  { at }: Pick<Issued, 'at'>,
): Decision<ProviderEvent> {
  if (command.type === 'RegisterProvider') {
    if (state.registered) return reject('already-registered', 'this provider is registered');
    const { name, contact } = command;
    const data = { name };
    return [
      { type: 'ProviderRegistered', data, ...(contact === undefined ? {} : { sensitive: { contact } }) },
    ];
  }
  if (!state.registered) return reject('unknown-provider', 'there is no such provider');
  switch (command.type) {
    case 'RecordProviderVisit': {
      const { type: _, findings, ...data } = command;
      if (data.visitedOn > dayOf(at.occurredAt))
        return rejectInput(
          'time-order',
          `the visit on ${data.visitedOn} lies after the day on which it occurred`,
        );
      return [{ type: 'ProviderVisited', data, sensitive: { findings } }];
    }
    // A change can be told of before the day that it takes effect.
    case 'ReportStaffChange': {
      const { type: _, note, ...data } = command;
      return [{ type: 'StaffChanged', data, ...(note === undefined ? {} : { sensitive: { note } }) }];
    }
  }
}
