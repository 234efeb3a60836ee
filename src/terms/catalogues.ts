/** The codes of domain.md. A schema version of an event names its codes: a new code is a new version. */

/** What a disclosing code reads in `data`; every kind may take it. */
export const notDisclosed = 'not-disclosed';

export const legalBases = [
  'sgb3-45-3',
  'sgb3-45-4',
  'sgb2-16d',
  'sgb2-16f',
  'sgb2-16h',
  'sgb2-16k',
  'sgb3-81',
] as const;
export type LegalBasis = (typeof legalBases)[number];

export const tracks = ['purchased', 'voucher'] as const;
export type Track = (typeof tracks)[number];

export const mandateResults = ['given', 'withheld', 'benefits-only'] as const;
export type MandateResult = (typeof mandateResults)[number];

export const circumstances = [
  'childcare',
  'family-care',
  'voluntary-work',
  'therapy',
  'none',
  notDisclosed,
] as const;
export type Circumstance = (typeof circumstances)[number];

export const forms = ['oral', 'written', 'digital'] as const;
export type Form = (typeof forms)[number];

export const explanations = ['purpose', 'content', 'limits'] as const;
export type Explanation = (typeof explanations)[number];

export const noticeOccasions = ['offer', 'obligation', 'absence', 'other'] as const;
export type NoticeOccasion = (typeof noticeOccasions)[number];

export const deferReasons = ['time-not-ripe', 'no-place', 'circumstances', 'other'] as const;
export type DeferReason = (typeof deferReasons)[number];

/** Why an offer was declined or withdrawn, or nobody came. */
export const lossReasons = [
  'did-not-appear',
  'refuses',
  'provider-refuses',
  'took-up-work',
  'took-up-training',
  'unreachable',
  'time-not-ripe',
  'childcare',
  'family-care',
  'voluntary-work',
  'therapy',
  'does-not-fit',
  'known-deficiencies',
  'other',
  notDisclosed,
] as const;
export type LossReason = (typeof lossReasons)[number];

export const pressureMarks = [
  'notice',
  'obligation',
  'mandate-overridden',
  'not-explained',
  'known-deficiency',
] as const;
export type PressureMark = (typeof pressureMarks)[number];

export const assignmentBases = ['consent', 'obligation'] as const;
export type AssignmentBasis = (typeof assignmentBases)[number];

/** What a voucher is for (§ 45 Abs. 1 and § 81 SGB III); it is good only in a measure with that goal. */
export const voucherGoals = [
  'approach-to-labour-market',
  'reduce-obstacles',
  'placement',
  'self-employment',
  'stabilise-employment',
  'qualification',
] as const;
export type VoucherGoal = (typeof voucherGoals)[number];

export const voucherBases = ['sgb3-45-4', 'sgb3-81'] as const satisfies readonly LegalBasis[];

/** As reported; `sick` reads `excused` in `data`. */
export const dayStates = [
  'present',
  'present-online',
  'excused',
  'unexcused',
  'sick',
  'planned-free',
] as const;
export type DayState = (typeof dayStates)[number];

export const crisisKinds = [
  'health',
  'family-or-care',
  'addiction',
  'housing-or-money',
  'conflict-in-group',
  'conflict-with-staff',
  'overload',
  'underload',
  'travel',
  'authority',
  'other',
  notDisclosed,
] as const;
export type CrisisKind = (typeof crisisKinds)[number];

export const severities = [1, 2, 3, 4] as const;
/** 1 hint, 2 burdening, 3 dropout threatens, 4 acute danger. */
export type Severity = (typeof severities)[number];

export const crisisResults = ['overcome', 'eased', 'referred', 'unfounded'] as const;
export type CrisisResult = (typeof crisisResults)[number];

export const interventionKinds = [
  'talk',
  'case-conference',
  'home-visit',
  'mediation',
  'referral',
  'measure-adjusted',
  'emergency-service',
  'letter',
  'other',
] as const;
export type InterventionKind = (typeof interventionKinds)[number];

/** Who took part, acted or is addressed: persons are roles. */
export const parties = ['client', 'adviser', 'team-lead', 'provider', 'other'] as const;
export type Party = (typeof parties)[number];

export const contactChannels = ['in-person', 'video', 'telephone', 'letter', 'attempt'] as const;
export type ContactChannel = (typeof contactChannels)[number];

export const riskSources = ['rule', 'client', 'provider', 'adviser'] as const;
export type RiskSource = (typeof riskSources)[number];

export const riskResults = ['averted', 'unfounded'] as const;
export type RiskResult = (typeof riskResults)[number];

/** Neutral by the adviser's finding: nobody is to blame for these. */
export const neutralDropoutReasons = [
  'took-up-work',
  'took-up-training',
  'transferred',
  'moved',
  'entitlement-ended',
  'measure-closed',
  'died',
] as const;
export const dropoutReasons = [
  ...neutralDropoutReasons,
  'illness',
  'pregnancy',
  'care',
  'overload',
  'provider-deficiency',
  'exam-failed',
  'excluded-by-provider',
  'consent-withdrawn',
  'conflict',
  'unknown',
  notDisclosed,
] as const;
export type DropoutReason = (typeof dropoutReasons)[number];
export const isNeutral = (finding: DropoutReason): boolean =>
  (neutralDropoutReasons as readonly string[]).includes(finding);

export const completionResults = ['goal-reached', 'goal-partly-reached', 'formally-ended'] as const;
export type CompletionResult = (typeof completionResults)[number];

export const gains = [
  'knowledge',
  'community',
  'limits-met',
  'personality',
  'certificate',
  'daily-structure',
  'self-confidence',
  'clarity',
  'next-step',
] as const;
export type Gain = (typeof gains)[number];

export const handOverTargets = ['office', 'provider', 'other-service'] as const;
export type HandOverTarget = (typeof handOverTargets)[number];

export const whereabouts = [
  'employed',
  'minor-employment',
  'self-employed',
  'in-training',
  'in-measure',
  'unemployed',
  'not-available',
  'unknown',
] as const;
export type Whereabouts = (typeof whereabouts)[number];

export const relations = ['repeat', 'transfer'] as const;
export type Relation = (typeof relations)[number];

export const annulmentKinds = ['mistake', 'duplicate'] as const;
export type AnnulmentKind = (typeof annulmentKinds)[number];

export const disputants = ['client', 'provider', 'adviser', 'data-protection'] as const;
export type Disputant = (typeof disputants)[number];

export const disputeResults = ['upheld', 'rejected', 'corrected'] as const;
export type DisputeResult = (typeof disputeResults)[number];

export const assessmentKinds = ['interim', 'final'] as const;
export type AssessmentKind = (typeof assessmentKinds)[number];

export const remedyParties = ['client', 'provider'] as const;
export type RemedyParty = (typeof remedyParties)[number];

export const remedyKinds = ['objection', 'court'] as const;
export type RemedyKind = (typeof remedyKinds)[number];

export const consultationForms = ['in-person', 'video', 'telephone', 'written'] as const;
export type ConsultationForm = (typeof consultationForms)[number];

export const consultationOutcomes = [
  'mandate-clear',
  'motivation-unclear',
  'no-result-yet',
  'nothing-fits',
] as const;
export type ConsultationOutcome = (typeof consultationOutcomes)[number];

/** Whose advice was asked. */
export const colleagueRoles = [
  'adviser',
  'team-lead',
  'case-manager',
  'psychological-service',
  'medical-service',
  'employer-service',
  'other',
] as const;
export type ColleagueRole = (typeof colleagueRoles)[number];

export const complaintSubjects = ['provider', 'measure', 'office'] as const;
export type ComplaintSubject = (typeof complaintSubjects)[number];

/** Who works in a measure, as its concept names them. */
export const staffRoles = [
  'management',
  'coach',
  'social-worker',
  'trainer',
  'psychologist',
  'job-placement',
  'administration',
  'other',
] as const;
export type StaffRole = (typeof staffRoles)[number];

export const reviewBases = ['visit', 'papers', 'participants'] as const;
export type ReviewBasis = (typeof reviewBases)[number];

export const reviewResults = ['recommend', 'with-limits', 'not'] as const;
export type ReviewResult = (typeof reviewResults)[number];

export const instructions = ['fill-places', 'go-on-assigning', 'stop'] as const;
export type Instruction = (typeof instructions)[number];

/** Who gave an instruction. */
export const instructingRoles = [
  'team-lead',
  'management',
  'purchasing-centre',
  'regional-directorate',
  'ministry',
  'other',
] as const;
export type InstructingRole = (typeof instructingRoles)[number];

export const deficiencyCategories = [
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'D8',
  'D9',
  'D10',
  'D11',
] as const;
/**
 * D1 staff, D2 rooms or equipment, D3 departs from the concept, D4 individual care, D5 integration support,
 * D6 reporting duty, D7 respectful treatment, D8 complaint handling, D9 contract terms, D10 data protection,
 * D11 inspection refused.
 */
export type DeficiencyCategory = (typeof deficiencyCategories)[number];

export const deficiencySeverities = ['minor', 'considerable', 'grave'] as const;
export type DeficiencySeverity = (typeof deficiencySeverities)[number];

export const proofsOfDelivery = [
  'delivery-certificate',
  'registered-letter',
  'acknowledgement',
  'electronic-receipt',
] as const;
export type ProofOfDelivery = (typeof proofsOfDelivery)[number];

export const reinspectionResults = ['cured', 'partly', 'not-cured'] as const;
export type ReinspectionResult = (typeof reinspectionResults)[number];

export const referralTargets = [
  'purchasing-centre',
  'audit-service',
  'certification-body',
  'accreditation-body',
  'data-protection-authority',
] as const;
export type ReferralTarget = (typeof referralTargets)[number];

export const caseDecisions = ['penalty', 'voucher-exclusion', 'termination'] as const;
export type CaseDecision = (typeof caseDecisions)[number];

export const decidingBodies = [
  'office',
  'purchasing-centre',
  'employment-agency',
  'certification-body',
  'accreditation-body',
] as const;
export type DecidingBody = (typeof decidingBodies)[number];

export const caseClosings = ['cured', 'unfounded', 'sanctioned', 'contract-ended'] as const;
export type CaseClosing = (typeof caseClosings)[number];

const disclosing: ReadonlySet<string> = new Set([
  'family-care',
  'therapy',
  'health',
  'family-or-care',
  'addiction',
  'illness',
  'pregnancy',
  'care',
]);
/** True for the codes marked * in domain.md: they stand only in `sensitive`. */
export const isDisclosing = (code: unknown): boolean => typeof code === 'string' && disclosing.has(code);
