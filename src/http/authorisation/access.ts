import type { CommandName } from '../../application/commands.js';
import type { Role } from '../../terms/actor.js';

/**
 * What ties a caller to what a route concerns: `client` – own or deputised client, for a team-lead one of the
 * office; `office` – the caller's own; `provider` – a participation that was assigned a place in one of the
 * provider's measures; `case` – a provider case of the own office or, for a provider, one about itself that has reached
 * it; `audit` – what the caller's audit order names, and in a list nothing else; `scope` – a list that holds only what
 * the caller may see; `any` – no tie needed.
 */
export type Relation = 'client' | 'office' | 'provider' | 'case' | 'audit' | 'scope' | 'any';

/** Who may, and by which relation. A role that is not named may not. */
export type Access = Readonly<Partial<Record<Exclude<Role, 'system'>, Relation>>>;

const office: Access = { adviser: 'client', 'team-lead': 'client' };
const andProvider: Access = { ...office, provider: 'provider' };
const figures: Access = { adviser: 'any', 'team-lead': 'any' };
const catalogue: Access = { ...figures, admin: 'any' };
const lists: Access = { adviser: 'scope', 'team-lead': 'scope' };
const caseLead: Access = { 'team-lead': 'case' };
const caseOffice: Access = { adviser: 'case', ...caseLead };

/** rules.md, "Who may do what", column "writes". */
export const writes: Readonly<Record<CommandName, Access>> = {
  AddRulebook: { admin: 'any' },
  RegisterOffice: { admin: 'any' },
  AppointDeputy: { 'team-lead': 'office' },
  EndDeputy: { 'team-lead': 'office' },
  RegisterClient: { adviser: 'scope', 'team-lead': 'scope' },
  RecordConsultation: office,
  ConsultColleague: office,
  ClarifyMandate: office,
  RecordComplaint: office,
  AnswerComplaint: office,
  HandOverClient: { 'team-lead': 'client' },
  RegisterProvider: { admin: 'any' },
  RecordProviderVisit: figures,
  ReportStaffChange: { ...figures, provider: 'provider' },
  RegisterMeasure: { admin: 'any' },
  AmendMeasure: { admin: 'any' },
  ReviewMeasure: figures,
  RecordInstruction: figures,
  ObjectToInstruction: figures,
  PauseAssignments: { 'team-lead': 'any' },
  ResumeAssignments: { 'team-lead': 'any' },
  OfferMeasure: { adviser: 'scope', 'team-lead': 'scope' },
  ExplainMeasure: office,
  GiveNotice: office,
  DeferOffer: office,
  DeclineOffer: office,
  WithdrawOffer: office,
  GiveConsent: office,
  WithdrawConsent: office,
  IssueVoucher: office,
  RedeemVoucher: office,
  AssignPlace: office,
  ConfirmStart: andProvider,
  ReportNoShow: andProvider,
  ReportAttendance: andProvider,
  Interrupt: office,
  Resume: office,
  RecordContact: andProvider,
  OpenCrisis: andProvider,
  ReassessCrisis: andProvider,
  RecordIntervention: office,
  ResolveCrisis: office,
  FlagDropoutRisk: andProvider,
  ClearDropoutRisk: office,
  ProposeDropout: andProvider,
  AvertDropout: office,
  ConfirmDropout: office,
  CompleteParticipation: office,
  DeliverAssessment: andProvider,
  RecordRemedy: office,
  RecordWhereabouts: office,
  CorrectEntry: office,
  AnnulEntry: { 'team-lead': 'client' },
  AnnulParticipation: { 'team-lead': 'client' },
  DisputeEntry: { ...andProvider, 'data-protection': 'any' },
  SettleDispute: { ...office, 'data-protection': 'any' },
  OpenProviderCase: lists,
  AddEvidence: caseOffice,
  EstablishFinding: caseOffice,
  DemandCure: caseLead,
  InviteStatement: caseLead,
  RecordStatement: { ...caseLead, provider: 'case' },
  ReportCure: { ...caseLead, provider: 'case' },
  Reinspect: caseLead,
  IssueWarning: caseLead,
  ReferCase: caseLead,
  RecordDecision: caseLead,
  CloseProviderCase: caseLead,
};

/** What an operator does to the system itself; nothing of it is recorded about a case. */
export const operations = {
  policies: { admin: 'any' },
  resumePolicies: { admin: 'any' },
} as const satisfies Readonly<Record<string, Access>>;

/** The same table, column "reads". Each read of an auditor is logged, with a reason; so is every read of a case. */
export const reads = {
  clients: lists,
  client: office,
  clientHistory: office,
  offices: catalogue,
  rulebooks: { ...catalogue, auditor: 'any' },
  providerHistory: { ...figures, provider: 'provider', auditor: 'audit' },
  participations: { ...lists, provider: 'scope', auditor: 'audit' },
  participation: { ...andProvider, auditor: 'audit' },
  history: { ...andProvider, auditor: 'audit' },
  timeline: lists,
  attention: lists,
  providers: { ...catalogue, auditor: 'any' },
  measures: { ...catalogue, auditor: 'any' },
  measureHistory: { ...figures, auditor: 'audit' },
  occupancies: catalogue,
  occupancy: { ...catalogue, auditor: 'audit' },
  escalation: { ...figures, auditor: 'audit' },
  escalationCases: { ...lists, auditor: 'audit' },
  reach: { 'team-lead': 'scope' },
  providerCases: { ...lists, provider: 'scope', auditor: 'audit' },
  providerCase: { ...caseOffice, provider: 'case', auditor: 'audit' },
  dossier: { ...caseLead, auditor: 'audit' },
  officeFigures: { 'team-lead': 'office' },
  accessLog: { 'data-protection': 'any' },
  feed: { integrator: 'any' },
  schemas: { integrator: 'any', 'data-protection': 'any', admin: 'any' },
} as const satisfies Readonly<Record<string, Access>>;
