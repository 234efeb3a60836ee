import type { CommandName } from '../../application/commands.js';
import type { Role } from '../../terms/actor.js';

/**
 * What ties a caller to what a route concerns: `client` – own or deputised client, for a team-lead one of the
 * office; `office` – the caller's own; `provider` – a participation that was assigned a place in one of the
 * provider's measures; `scope` – a list that holds only what the caller may see; `any` – no tie needed.
 */
export type Relation = 'client' | 'office' | 'provider' | 'scope' | 'any';

/** Who may, and by which relation. A role that is not named may not. */
export type Access = Readonly<Partial<Record<Exclude<Role, 'system'>, Relation>>>;

const office: Access = { adviser: 'client', 'team-lead': 'client' };
const andProvider: Access = { ...office, provider: 'provider' };
const figures: Access = { adviser: 'any', 'team-lead': 'any' };
const catalogue: Access = { ...figures, admin: 'any' };
const lists: Access = { adviser: 'scope', 'team-lead': 'scope' };

/** rules.md, "Who may do what", column "writes". */
export const writes: Readonly<Record<CommandName, Access>> = {
  AppointDeputy: { 'team-lead': 'office' },
  EndDeputy: { 'team-lead': 'office' },
  RegisterClient: { adviser: 'scope', 'team-lead': 'scope' },
  ClarifyMandate: office,
  HandOverClient: { 'team-lead': 'client' },
  RegisterProvider: { admin: 'any' },
  RegisterMeasure: { admin: 'any' },
  OfferMeasure: { adviser: 'scope', 'team-lead': 'scope' },
  ExplainMeasure: office,
  GiveNotice: office,
  DeferOffer: office,
  DeclineOffer: office,
  WithdrawOffer: office,
  GiveConsent: office,
  WithdrawConsent: office,
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
  RecordWhereabouts: office,
  CorrectEntry: office,
  AnnulEntry: { 'team-lead': 'client' },
  AnnulParticipation: { 'team-lead': 'client' },
  DisputeEntry: { ...andProvider, 'data-protection': 'any' },
  SettleDispute: { ...office, 'data-protection': 'any' },
};

/** The same table, column "reads". An auditor reads nothing before each read can be logged. */
export const reads = {
  clients: lists,
  client: office,
  participations: { ...lists, provider: 'scope' },
  participation: andProvider,
  history: andProvider,
  timeline: lists,
  attention: lists,
  providers: catalogue,
  measures: catalogue,
  occupancy: catalogue,
  escalation: figures,
  escalationCases: lists,
  reach: { 'team-lead': 'scope' },
} as const satisfies Readonly<Record<string, Access>>;
