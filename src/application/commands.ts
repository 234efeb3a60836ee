import type { Recording } from './recording.js';
import { AppointDeputy, AppointDeputyHandler } from './office/appoint-deputy.js';
import { EndDeputy, EndDeputyHandler } from './office/end-deputy.js';
import { ClarifyMandate, ClarifyMandateHandler } from './client/clarify-mandate.js';
import { HandOverClient, HandOverClientHandler } from './client/hand-over-client.js';
import { RegisterClient, RegisterClientHandler } from './client/register-client.js';
import { RegisterProvider, RegisterProviderHandler } from './provider/register-provider.js';
import { RegisterMeasure, RegisterMeasureHandler } from './measure/register-measure.js';
import { AnnulEntry, AnnulEntryHandler } from './participation/annul-entry.js';
import { AnnulParticipation, AnnulParticipationHandler } from './participation/annul-participation.js';
import { AssignPlace, AssignPlaceHandler } from './participation/assign-place.js';
import { AvertDropout, AvertDropoutHandler } from './participation/avert-dropout.js';
import { ClearDropoutRisk, ClearDropoutRiskHandler } from './participation/clear-dropout-risk.js';
import {
  CompleteParticipation,
  CompleteParticipationHandler,
} from './participation/complete-participation.js';
import { ConfirmDropout, ConfirmDropoutHandler } from './participation/confirm-dropout.js';
import { ConfirmStart, ConfirmStartHandler } from './participation/confirm-start.js';
import { CorrectEntry, CorrectEntryHandler } from './participation/correct-entry.js';
import { DeclineOffer, DeclineOfferHandler } from './participation/decline-offer.js';
import { DeferOffer, DeferOfferHandler } from './participation/defer-offer.js';
import { DisputeEntry, DisputeEntryHandler } from './participation/dispute-entry.js';
import { ExplainMeasure, ExplainMeasureHandler } from './participation/explain-measure.js';
import { FlagDropoutRisk, FlagDropoutRiskHandler } from './participation/flag-dropout-risk.js';
import { GiveConsent, GiveConsentHandler } from './participation/give-consent.js';
import { GiveNotice, GiveNoticeHandler } from './participation/give-notice.js';
import { Interrupt, InterruptHandler } from './participation/interrupt.js';
import { OfferMeasure, OfferMeasureHandler } from './participation/offer-measure.js';
import { OpenCrisis, OpenCrisisHandler } from './participation/open-crisis.js';
import { ProposeDropout, ProposeDropoutHandler } from './participation/propose-dropout.js';
import { ReassessCrisis, ReassessCrisisHandler } from './participation/reassess-crisis.js';
import { RecordContact, RecordContactHandler } from './participation/record-contact.js';
import { RecordIntervention, RecordInterventionHandler } from './participation/record-intervention.js';
import { RecordWhereabouts, RecordWhereaboutsHandler } from './participation/record-whereabouts.js';
import { ReportAttendance, ReportAttendanceHandler } from './participation/report-attendance.js';
import { ReportNoShow, ReportNoShowHandler } from './participation/report-no-show.js';
import { ResolveCrisis, ResolveCrisisHandler } from './participation/resolve-crisis.js';
import { Resume, ResumeHandler } from './participation/resume.js';
import { SettleDispute, SettleDisputeHandler } from './participation/settle-dispute.js';
import { WithdrawConsent, WithdrawConsentHandler } from './participation/withdraw-consent.js';
import { WithdrawOffer, WithdrawOfferHandler } from './participation/withdraw-offer.js';

/** Every command by its name, as it stands in an import line. */
export const commands = {
  AppointDeputy,
  EndDeputy,
  ClarifyMandate,
  HandOverClient,
  RegisterClient,
  RegisterProvider,
  RegisterMeasure,
  OfferMeasure,
  ExplainMeasure,
  GiveNotice,
  DeferOffer,
  DeclineOffer,
  WithdrawOffer,
  GiveConsent,
  WithdrawConsent,
  AssignPlace,
  ConfirmStart,
  ReportNoShow,
  ReportAttendance,
  Interrupt,
  Resume,
  RecordContact,
  OpenCrisis,
  ReassessCrisis,
  RecordIntervention,
  ResolveCrisis,
  FlagDropoutRisk,
  ClearDropoutRisk,
  ProposeDropout,
  AvertDropout,
  ConfirmDropout,
  CompleteParticipation,
  RecordWhereabouts,
  CorrectEntry,
  AnnulEntry,
  AnnulParticipation,
  DisputeEntry,
  SettleDispute,
} as const satisfies Record<string, new () => Recording>;
export type CommandName = keyof typeof commands;

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);

/** Their handlers, for the module that wires them. */
export const commandHandlers = [
  AppointDeputyHandler,
  EndDeputyHandler,
  ClarifyMandateHandler,
  HandOverClientHandler,
  RegisterClientHandler,
  RegisterProviderHandler,
  RegisterMeasureHandler,
  OfferMeasureHandler,
  ExplainMeasureHandler,
  GiveNoticeHandler,
  DeferOfferHandler,
  DeclineOfferHandler,
  WithdrawOfferHandler,
  GiveConsentHandler,
  WithdrawConsentHandler,
  AssignPlaceHandler,
  ConfirmStartHandler,
  ReportNoShowHandler,
  ReportAttendanceHandler,
  InterruptHandler,
  ResumeHandler,
  RecordContactHandler,
  OpenCrisisHandler,
  ReassessCrisisHandler,
  RecordInterventionHandler,
  ResolveCrisisHandler,
  FlagDropoutRiskHandler,
  ClearDropoutRiskHandler,
  ProposeDropoutHandler,
  AvertDropoutHandler,
  ConfirmDropoutHandler,
  CompleteParticipationHandler,
  RecordWhereaboutsHandler,
  CorrectEntryHandler,
  AnnulEntryHandler,
  AnnulParticipationHandler,
  DisputeEntryHandler,
  SettleDisputeHandler,
] as const;
