import type { Recording } from './recording.js';
import { AppointDeputy, AppointDeputyHandler } from './office/appoint-deputy.js';
import { EndDeputy, EndDeputyHandler } from './office/end-deputy.js';
import { RegisterOffice, RegisterOfficeHandler } from './office/register-office.js';
import { AnswerComplaint, AnswerComplaintHandler } from './client/answer-complaint.js';
import { ClarifyMandate, ClarifyMandateHandler } from './client/clarify-mandate.js';
import { ConsultColleague, ConsultColleagueHandler } from './client/consult-colleague.js';
import { RecordComplaint, RecordComplaintHandler } from './client/record-complaint.js';
import { RecordConsultation, RecordConsultationHandler } from './client/record-consultation.js';
import { HandOverClient, HandOverClientHandler } from './client/hand-over-client.js';
import { RegisterClient, RegisterClientHandler } from './client/register-client.js';
import { RecordProviderVisit, RecordProviderVisitHandler } from './provider/record-provider-visit.js';
import { RegisterProvider, RegisterProviderHandler } from './provider/register-provider.js';
import { ReportStaffChange, ReportStaffChangeHandler } from './provider/report-staff-change.js';
import { AddRulebook, AddRulebookHandler } from './rulebook/add-rulebook.js';
import { AmendMeasure, AmendMeasureHandler } from './measure/amend-measure.js';
import { ObjectToInstruction, ObjectToInstructionHandler } from './measure/object-to-instruction.js';
import { PauseAssignments, PauseAssignmentsHandler } from './measure/pause-assignments.js';
import { RecordInstruction, RecordInstructionHandler } from './measure/record-instruction.js';
import { RegisterMeasure, RegisterMeasureHandler } from './measure/register-measure.js';
import { ResumeAssignments, ResumeAssignmentsHandler } from './measure/resume-assignments.js';
import { ReviewMeasure, ReviewMeasureHandler } from './measure/review-measure.js';
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
import { DeliverAssessment, DeliverAssessmentHandler } from './participation/deliver-assessment.js';
import { DisputeEntry, DisputeEntryHandler } from './participation/dispute-entry.js';
import { ExplainMeasure, ExplainMeasureHandler } from './participation/explain-measure.js';
import { FlagDropoutRisk, FlagDropoutRiskHandler } from './participation/flag-dropout-risk.js';
import { GiveConsent, GiveConsentHandler } from './participation/give-consent.js';
import { GiveNotice, GiveNoticeHandler } from './participation/give-notice.js';
import { Interrupt, InterruptHandler } from './participation/interrupt.js';
import { IssueVoucher, IssueVoucherHandler } from './participation/issue-voucher.js';
import { OfferMeasure, OfferMeasureHandler } from './participation/offer-measure.js';
import { OpenCrisis, OpenCrisisHandler } from './participation/open-crisis.js';
import { ProposeDropout, ProposeDropoutHandler } from './participation/propose-dropout.js';
import { ReassessCrisis, ReassessCrisisHandler } from './participation/reassess-crisis.js';
import { RecordContact, RecordContactHandler } from './participation/record-contact.js';
import { RecordIntervention, RecordInterventionHandler } from './participation/record-intervention.js';
import { RecordRemedy, RecordRemedyHandler } from './participation/record-remedy.js';
import { RecordWhereabouts, RecordWhereaboutsHandler } from './participation/record-whereabouts.js';
import { RedeemVoucher, RedeemVoucherHandler } from './participation/redeem-voucher.js';
import { ReportAttendance, ReportAttendanceHandler } from './participation/report-attendance.js';
import { ReportNoShow, ReportNoShowHandler } from './participation/report-no-show.js';
import { ResolveCrisis, ResolveCrisisHandler } from './participation/resolve-crisis.js';
import { Resume, ResumeHandler } from './participation/resume.js';
import { SettleDispute, SettleDisputeHandler } from './participation/settle-dispute.js';
import { WithdrawConsent, WithdrawConsentHandler } from './participation/withdraw-consent.js';
import { WithdrawOffer, WithdrawOfferHandler } from './participation/withdraw-offer.js';
import { OpenProviderCase, OpenProviderCaseHandler } from './provider-case/open-provider-case.js';
import { AddEvidence, AddEvidenceHandler } from './provider-case/add-evidence.js';
import { EstablishFinding, EstablishFindingHandler } from './provider-case/establish-finding.js';
import { DemandCure, DemandCureHandler } from './provider-case/demand-cure.js';
import { InviteStatement, InviteStatementHandler } from './provider-case/invite-statement.js';
import { RecordStatement, RecordStatementHandler } from './provider-case/record-statement.js';
import { ReportCure, ReportCureHandler } from './provider-case/report-cure.js';
import { Reinspect, ReinspectHandler } from './provider-case/reinspect.js';
import { IssueWarning, IssueWarningHandler } from './provider-case/issue-warning.js';
import { ReferCase, ReferCaseHandler } from './provider-case/refer-case.js';
import { RecordDecision, RecordDecisionHandler } from './provider-case/record-decision.js';
import { CloseProviderCase, CloseProviderCaseHandler } from './provider-case/close-provider-case.js';

/** Every command by its name, as it stands in an import line. */
export const commands = {
  AddRulebook,
  RegisterOffice,
  AppointDeputy,
  EndDeputy,
  RecordConsultation,
  ConsultColleague,
  ClarifyMandate,
  RecordComplaint,
  AnswerComplaint,
  HandOverClient,
  RegisterClient,
  RegisterProvider,
  RecordProviderVisit,
  ReportStaffChange,
  RegisterMeasure,
  AmendMeasure,
  ReviewMeasure,
  RecordInstruction,
  ObjectToInstruction,
  PauseAssignments,
  ResumeAssignments,
  OfferMeasure,
  ExplainMeasure,
  GiveNotice,
  DeferOffer,
  DeclineOffer,
  WithdrawOffer,
  GiveConsent,
  WithdrawConsent,
  IssueVoucher,
  RedeemVoucher,
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
  DeliverAssessment,
  RecordRemedy,
  RecordWhereabouts,
  CorrectEntry,
  AnnulEntry,
  AnnulParticipation,
  DisputeEntry,
  SettleDispute,
  OpenProviderCase,
  AddEvidence,
  EstablishFinding,
  DemandCure,
  InviteStatement,
  RecordStatement,
  ReportCure,
  Reinspect,
  IssueWarning,
  ReferCase,
  RecordDecision,
  CloseProviderCase,
} as const satisfies Record<string, new () => Recording>;
export type CommandName = keyof typeof commands;

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(commands, name);

/** Their handlers, for the module that wires them. */
export const commandHandlers = [
  AddRulebookHandler,
  RegisterOfficeHandler,
  AppointDeputyHandler,
  EndDeputyHandler,
  RecordConsultationHandler,
  ConsultColleagueHandler,
  ClarifyMandateHandler,
  RecordComplaintHandler,
  AnswerComplaintHandler,
  HandOverClientHandler,
  RegisterClientHandler,
  RegisterProviderHandler,
  RecordProviderVisitHandler,
  ReportStaffChangeHandler,
  RegisterMeasureHandler,
  AmendMeasureHandler,
  ReviewMeasureHandler,
  RecordInstructionHandler,
  ObjectToInstructionHandler,
  PauseAssignmentsHandler,
  ResumeAssignmentsHandler,
  OfferMeasureHandler,
  ExplainMeasureHandler,
  GiveNoticeHandler,
  DeferOfferHandler,
  DeclineOfferHandler,
  WithdrawOfferHandler,
  GiveConsentHandler,
  WithdrawConsentHandler,
  IssueVoucherHandler,
  RedeemVoucherHandler,
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
  DeliverAssessmentHandler,
  RecordRemedyHandler,
  RecordWhereaboutsHandler,
  CorrectEntryHandler,
  AnnulEntryHandler,
  AnnulParticipationHandler,
  DisputeEntryHandler,
  SettleDisputeHandler,
  OpenProviderCaseHandler,
  AddEvidenceHandler,
  EstablishFindingHandler,
  DemandCureHandler,
  InviteStatementHandler,
  RecordStatementHandler,
  ReportCureHandler,
  ReinspectHandler,
  IssueWarningHandler,
  ReferCaseHandler,
  RecordDecisionHandler,
  CloseProviderCaseHandler,
] as const;
