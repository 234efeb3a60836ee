import type { Region } from '../rulebook/working-days.js';
import { reject, rejectInput, type Decision } from '../terms/rejection.js';
import type { Day } from '../terms/times.js';
import type { OfficeEvent } from './events.js';

export interface OfficeCommands {
  /** `state` is the one whose public holidays the office keeps. */
  RegisterOffice: { readonly state: Region };
  /** `from` and `to` are the first and the last day. */
  AppointDeputy: {
    readonly adviserId: string;
    readonly deputyId: string;
    readonly from: Day;
    readonly to: Day;
  };
  EndDeputy: { readonly adviserId: string; readonly deputyId: string; readonly endedOn: Day };
}
export type OfficeCommand = {
  [K in keyof OfficeCommands]: { readonly type: K } & OfficeCommands[K];
}[keyof OfficeCommands];

export interface Deputyship {
  readonly adviserId: string;
  readonly deputyId: string;
  readonly from: Day;
  readonly to: Day;
}
export interface Office {
  readonly registered: boolean;
  /** `BUND` until somebody said which. */
  readonly state: Region;
  readonly deputyships: readonly Deputyship[];
}

export const emptyOffice: Office = { registered: false, state: 'BUND', deputyships: [] };

const same = (a: Pick<Deputyship, 'adviserId' | 'deputyId'>, b: typeof a): boolean =>
  a.adviserId === b.adviserId && a.deputyId === b.deputyId;

/** An end holds for every deputyship of the two that was appointed by then, also for one that lies ahead. */
export function evolveOffice(state: Office, event: OfficeEvent): Office {
  switch (event.type) {
    case 'OfficeRegistered':
      return { ...state, registered: true, state: event.data.state };
    case 'DeputyAppointed':
      return { ...state, deputyships: [...state.deputyships, event.data] };
    case 'DeputyEnded': {
      const { endedOn } = event.data;
      const ended = (one: Deputyship): Deputyship =>
        same(one, event.data) && one.to > endedOn ? { ...one, to: endedOn } : one;
      return { ...state, deputyships: state.deputyships.map(ended).filter(({ from, to }) => from <= to) };
    }
  }
}

/** True while the adviser's clients are the deputy's own too. */
export const deputises = (state: Office, deputyId: string, adviserId: string, day: Day): boolean =>
  state.deputyships.some(one => same(one, { adviserId, deputyId }) && one.from <= day && day <= one.to);

export function decideOffice(command: OfficeCommand, state: Office): Decision<OfficeEvent> {
  switch (command.type) {
    case 'RegisterOffice':
      // Another state corrects the one before: it counts for what is recorded from then on.
      if (state.registered && command.state === state.state)
        return reject('already-registered', `this office is registered in ${state.state}`);
      return [{ type: 'OfficeRegistered', data: { state: command.state } }];
    case 'AppointDeputy': {
      const { adviserId, deputyId, from, to } = command;
      if (to < from) return rejectInput('time-order', `the deputyship ends on ${to}, before it begins`);
      if (adviserId === deputyId) return rejectInput('already-appointed', 'nobody deputises for themselves');
      const overlaps = state.deputyships.some(one => same(one, command) && one.from <= to && from <= one.to);
      if (overlaps) return reject('already-appointed', `${deputyId} deputises for ${adviserId} already`);
      return [{ type: 'DeputyAppointed', data: { adviserId, deputyId, from, to } }];
    }
    case 'EndDeputy': {
      const { adviserId, deputyId, endedOn } = command;
      if (!state.deputyships.some(one => same(one, command) && one.to > endedOn))
        return reject('unknown-deputy', `${deputyId} does not deputise for ${adviserId} after ${endedOn}`);
      return [{ type: 'DeputyEnded', data: { adviserId, deputyId, endedOn } }];
    }
  }
}
