import type { CommandName } from './commands.js';
import { DisputeEntry } from './participation/dispute-entry.js';
import { FlagDropoutRisk } from './participation/flag-dropout-risk.js';
import { unsaidByProvider, type Recording } from './recording.js';
import type { Fault } from './validation.js';

/** What a provider may record (rules.md, "Who may do what"); everything else only the office may decide. */
export const providerCommands: ReadonlySet<CommandName> = new Set<CommandName>([
  'ConfirmStart',
  'ReportNoShow',
  'ReportAttendance',
  'RecordContact',
  'OpenCrisis',
  'ReassessCrisis',
  'FlagDropoutRisk',
  'ProposeDropout',
  'DeliverAssessment',
  'DisputeEntry',
  'ReportStaffChange',
  'RecordStatement',
  'ReportCure',
]);

/** Where a provider's command says what is not the provider's to say: the office learns it now, as its own word. */
export function providerFaults(command: Recording): readonly Fault[] {
  return [
    ...unsaidByProvider(command),
    ...(command instanceof FlagDropoutRisk ? ownWord('raisedBy', command.raisedBy) : []),
    ...(command instanceof DisputeEntry ? ownWord('disputedBy', command.disputedBy) : []),
  ];
}

const ownWord = (field: string, who: string): readonly Fault[] =>
  who === 'provider' ? [] : [{ field, problem: 'is provider where a provider speaks' }];
