import { decideOffice, emptyOffice, evolveOffice, type OfficeCommand } from '../../../src/office/office.js';
import type { OfficeEvent } from '../../../src/office/events.js';
import type { Region } from '../../../src/rulebook/working-days.js';
import { dayIn2026 } from './moments.js';
import { specification } from './specification.js';
import { on, type Told } from './told.js';

/** given(…what happened in one office). */
export const given = specification<OfficeEvent, OfficeCommand>((command, past) =>
  decideOffice(command, past.reduce(evolveOffice, emptyOffice)),
);

const pair = { adviserId: 'adviser-1', deputyId: 'adviser-2' };
type Pair = Partial<typeof pair>;

export const appointDeputy = (from: string, to: string, who: Pair = {}): OfficeCommand => ({
  type: 'AppointDeputy',
  ...pair,
  from: dayIn2026(from),
  to: dayIn2026(to),
  ...who,
});
export const appointed = (from: string, to: string, who: Pair = {}): Told<OfficeEvent> =>
  on('03-01', {
    type: 'DeputyAppointed',
    data: { ...pair, from: dayIn2026(from), to: dayIn2026(to), ...who },
  });
export const endDeputy = (endedOn: string, who: Pair = {}): OfficeCommand => ({
  type: 'EndDeputy',
  ...pair,
  endedOn: dayIn2026(endedOn),
  ...who,
});
export const ended = (endedOn: string, who: Pair = {}): Told<OfficeEvent> =>
  on('03-02', { type: 'DeputyEnded', data: { ...pair, endedOn: dayIn2026(endedOn), ...who } });

export const registerOffice = (state: Region): OfficeCommand => ({ type: 'RegisterOffice', state });
export const officeRegistered = (state: Region): Told<OfficeEvent> =>
  on('02-01', { type: 'OfficeRegistered', data: { state } });
