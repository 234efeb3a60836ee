import type { CommandName } from '../../../src/application/commands.js';
import type { Step } from '../api/scene.js';
import { assigned, client, commands, completed, consented, measure, offered, started } from '../api/steps.js';

const { RegisterProvider, AppointDeputy, OpenCrisis, FlagDropoutRisk, ProposeDropout, Interrupt } = commands;

/** What must have been recorded for a command, as it is usually sent, to be recorded. */
export const beforeEachCommand: Readonly<Record<CommandName, readonly Step[]>> = {
  AppointDeputy: [],
  EndDeputy: [AppointDeputy({ from: '2026-05-01', to: '2026-12-31' })],
  RegisterClient: [],
  ClarifyMandate: client,
  HandOverClient: client,
  RegisterProvider: [],
  RegisterMeasure: [RegisterProvider()],
  OfferMeasure: [...measure, ...client],
  ExplainMeasure: offered,
  GiveNotice: offered,
  DeferOffer: offered,
  DeclineOffer: offered,
  WithdrawOffer: offered,
  GiveConsent: offered,
  WithdrawConsent: consented,
  AssignPlace: consented,
  ConfirmStart: assigned,
  ReportNoShow: assigned,
  ReportAttendance: started,
  Interrupt: started,
  Resume: [...started, Interrupt()],
  RecordContact: started,
  OpenCrisis: started,
  ReassessCrisis: [...started, OpenCrisis()],
  RecordIntervention: [...started, OpenCrisis()],
  ResolveCrisis: [...started, OpenCrisis()],
  FlagDropoutRisk: started,
  ClearDropoutRisk: [...started, FlagDropoutRisk()],
  ProposeDropout: started,
  AvertDropout: [...started, ProposeDropout()],
  ConfirmDropout: started,
  CompleteParticipation: started,
  RecordWhereabouts: completed,
  CorrectEntry: offered,
  AnnulEntry: [...offered, commands.ExplainMeasure()],
  AnnulParticipation: offered,
  DisputeEntry: offered,
  SettleDispute: [...offered, commands.DisputeEntry({})],
};
