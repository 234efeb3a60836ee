import type { CommandName } from '../../../src/application/commands.js';
import type { DomainEntry } from '../../../src/event-codec/domain-event.js';
import type { Principal } from '../../../src/identity/principal.js';
import type { Rulebook } from '../../../src/rulebook/rulebook.js';
import type { People } from './people.js';
import type { Counterpart } from './product.js';
import type { Scene, Step } from './scene.js';

export type Fields = Readonly<Record<string, unknown>>;
/** A command as a step: its usual body, with some fields otherwise; `undefined` leaves one out. */
type Usual = (fields?: Fields) => Step;

const by =
  (who: keyof People) =>
  (path: string, usual: Fields | ((scene: Scene<Counterpart>) => Fields) = {}): Usual =>
  (fields = {}) =>
  scene => ({
    by: scene.people[who],
    method: 'POST',
    url: scene.path(`/v1/${path}`),
    body: { ...(typeof usual === 'function' ? usual(scene) : usual), ...fields },
  });

const [adviser, lead, provider, admin] = [by('adviser'), by('lead'), by('provider'), by('admin')];
const participation = 'participations/:participationId';
const providerCase = 'provider-cases/:caseId';

/** A step whose path names an entry of the participation: the newest of its type. */
const aboutEntry =
  (who: keyof People, path: string, parameter: string, usual: Fields) =>
  (type: DomainEntry['type'], fields: Fields = {}): Step =>
  async scene => ({
    by: scene.people[who],
    method: 'POST',
    url: scene.path(`/v1/${participation}/${path}`, { [parameter]: (await scene.entry(type)).id }),
    body: { ...usual, ...fields },
  });

/** About the newest instruction that the measure's stream has. */
const aboutInstruction =
  (usual: Fields): Usual =>
  (fields = {}) =>
  async scene => {
    const history = await scene.product.stream(`measure-${scene.ids.measureId}`);
    const instructionId = history.findLast(({ type }) => type === 'InstructionRecorded')?.id ?? 'none';
    return {
      by: scene.people.adviser,
      method: 'POST',
      url: scene.path('/v1/measures/:measureId/instructions/:instructionId/objections', { instructionId }),
      body: { ...usual, ...fields },
    };
  };

export const correctEntry = aboutEntry('adviser', 'entries/:eventId/corrections', 'eventId', {
  field: 'occurredAt',
  reason: 'mistyped',
});
export const annulEntry = aboutEntry('lead', 'entries/:eventId/annulments', 'eventId', {
  reason: 'never happened',
});
export const disputeEntry = aboutEntry('adviser', 'entries/:eventId/disputes', 'eventId', {
  disputedBy: 'client',
  reason: 'that is not so',
});
export const settleDispute = aboutEntry('lead', 'disputes/:disputeId/settlements', 'disputeId', {
  result: 'upheld',
});

/** As rules.md gives the parameters. */
export const aRulebook: Rulebook = {
  version: '2027-01',
  validFrom: '2027-01-01',
  verified: true,
  source: 'read against the text in force',
  duties: {
    start: 3,
    month: 8,
    inform: { unexcusedDay: 3, crisis: 1, crisisFromSeverity: 3, risk: 1, proposal: 1 },
    crisis: { '4': { hours: 4 }, '3': { workingDays: 2 }, '2': { workingDays: 5 } },
    contact: 28,
    exit: 5,
    cure: { usual: 14, grave: 3, atMost: 90 },
    hearing: 14,
  },
  warnings: {
    R1: { unexcusedInARow: 2 },
    R2: { window: 20, atLeast: 10, below: 0.7 },
    S: { workingDays: 5, lookBackDays: 60 },
  },
  forbidden: { notice: ['sgb2-16k'], obligation: ['sgb2-16k'] },
  exceptions: ['cure-refused'],
};

/** Every command as those send it who usually do, ready to be recorded once the phase is right. */
export const commands = {
  AppointDeputy: lead('offices/:officeId/deputies', scene => ({
    adviserId: scene.people.adviser.subject,
    deputyId: scene.ids.deputyId,
    from: scene.day(),
    to: scene.day(7),
  })),
  EndDeputy: lead('offices/:officeId/deputies/:deputyId/endings', scene => ({
    adviserId: scene.people.adviser.subject,
    endedOn: scene.day(-1),
  })),
  AddRulebook: admin('rulebooks', ({ name }) => ({
    rulebook: { ...aRulebook, version: `rulebook-${name}` },
  })),
  RegisterOffice: admin('offices', ({ ids: { officeId } }) => ({ officeId, state: 'NW' })),
  RegisterClient: adviser('clients', scene => ({ clientId: scene.ids.clientId })),
  RecordConsultation: adviser('clients/:clientId/consultations', {
    form: 'in-person',
    outcome: 'no-result-yet',
    note: 'thinks it over',
  }),
  ConsultColleague: adviser('clients/:clientId/colleague-consultations', {
    role: 'case-manager',
    anonymised: true,
    note: 'would wait',
  }),
  RecordComplaint: adviser('clients/:clientId/complaints', ({ ids: { complaintId, measureId } }) => ({
    complaintId,
    about: 'measure',
    measureId,
    words: 'nobody is ever there',
  })),
  AnswerComplaint: adviser('clients/:clientId/complaints/:complaintId/answers', {
    words: 'we will go there',
  }),
  ClarifyMandate: adviser('clients/:clientId/mandates', { result: 'given' }),
  HandOverClient: lead('clients/:clientId/hand-overs', scene => ({
    toAdviserId: scene.people.colleague.subject,
  })),
  RegisterProvider: admin('providers', scene => ({
    providerId: scene.ids.providerId,
    name: 'Neue Wege gGmbH',
  })),
  RecordProviderVisit: adviser('providers/:providerId/visits', scene => ({
    visitedOn: scene.day(-1),
    rolesPresent: ['coach'],
    announced: false,
    findings: 'one coach for thirty',
  })),
  ReportStaffChange: provider('providers/:providerId/staff-changes', scene => ({
    measureId: scene.ids.measureId,
    role: 'social-worker',
    qualifiedAsAgreed: false,
    changedOn: scene.day(-1),
  })),
  RegisterMeasure: admin('measures', scene => ({
    measureId: scene.ids.measureId,
    providerId: scene.ids.providerId,
    title: 'Perspektiven',
    legalBasis: 'sgb3-45-3',
    track: 'purchased',
    places: 10,
    minimumPlaces: 5,
    pricePerPlaceMonth: 60_000,
    runsFrom: scene.day(-60),
    runsTo: scene.day(300),
  })),
  AmendMeasure: admin('measures/:measureId/amendments', { places: 12, sha256: 'a'.repeat(64) }),
  ReviewMeasure: adviser('measures/:measureId/reviews', {
    basis: 'visit',
    result: 'with-limits',
    findings: 'rooms too small',
  }),
  RecordInstruction: adviser('measures/:measureId/instructions', {
    byRole: 'management',
    instruction: 'fill-places',
    wording: 'fill all places',
  }),
  ObjectToInstruction: aboutInstruction({ reasons: 'it harms clients' }),
  PauseAssignments: lead('measures/:measureId/pauses', { legalBasis: '§ 7 of the contract' }),
  ResumeAssignments: lead('measures/:measureId/resumptions'),
  OfferMeasure: adviser('participations', ({ ids: { participationId, clientId, measureId } }) => ({
    participationId,
    clientId,
    measureId,
  })),
  ExplainMeasure: adviser(`${participation}/explanations`, {
    explained: ['purpose', 'content', 'limits'],
    form: 'oral',
  }),
  GiveNotice: adviser(`${participation}/notices`, scene => ({
    occasion: 'offer',
    textVersion: 'rf-3',
    deliveredOn: scene.day(),
  })),
  DeferOffer: adviser(`${participation}/deferrals`, scene => ({
    reason: 'time-not-ripe',
    revisitOn: scene.day(30),
  })),
  DeclineOffer: adviser(`${participation}/declinations`, { reason: 'does-not-fit' }),
  WithdrawOffer: adviser(`${participation}/withdrawals`, { reason: 'other' }),
  GiveConsent: adviser(`${participation}/consents`, { form: 'written' }),
  WithdrawConsent: adviser(`${participation}/consent-withdrawals`, { reason: 'it is too much' }),
  IssueVoucher: adviser(`${participation}/vouchers`, scene => ({
    validUntil: scene.day(90),
    region: 'BUND',
  })),
  RedeemVoucher: adviser(`${participation}/voucher-redemptions`, scene => ({
    measureId: scene.ids.measureId,
    presentedOn: scene.day(),
    startsOn: scene.day(),
  })),
  AssignPlace: adviser(`${participation}/assignments`, scene => ({
    startsOn: scene.day(),
    basis: 'consent',
  })),
  ConfirmStart: provider(`${participation}/starts`, scene => ({ startedOn: scene.day() })),
  ReportNoShow: provider(`${participation}/no-shows`, { reason: 'did-not-appear' }),
  ReportAttendance: provider(`${participation}/attendance`, scene => ({
    days: [{ day: scene.day(), state: 'present' }],
  })),
  Interrupt: adviser(`${participation}/interruptions`, scene => ({
    from: scene.day(),
    reason: 'rehabilitation',
  })),
  Resume: adviser(`${participation}/resumptions`, scene => ({ on: scene.day() })),
  RecordContact: adviser(`${participation}/contacts`, {
    between: ['client', 'adviser'],
    channel: 'telephone',
    onSite: false,
  }),
  OpenCrisis: provider(`${participation}/crises`, ({ ids: { crisisId } }) => ({
    crisisId,
    kind: 'overload',
    severity: 3,
  })),
  ReassessCrisis: provider(`${participation}/crises/:crisisId/reassessments`, { severity: 4 }),
  ResolveCrisis: adviser(`${participation}/crises/:crisisId/resolutions`, { result: 'overcome' }),
  RecordIntervention: adviser(`${participation}/interventions`, ({ ids: { crisisId } }) => ({
    crisisId,
    byRole: 'adviser',
    kind: 'talk',
  })),
  FlagDropoutRisk: adviser(`${participation}/risks`, ({ ids: { riskId } }) => ({
    riskId,
    raisedBy: 'adviser',
  })),
  ClearDropoutRisk: adviser(`${participation}/risks/:riskId/clearances`, { result: 'averted' }),
  ProposeDropout: provider(`${participation}/dropout-proposals`, { reason: 'conflict' }),
  AvertDropout: adviser(`${participation}/dropout-aversions`, { agreed: 'fewer hours' }),
  ConfirmDropout: adviser(`${participation}/dropouts`, scene => ({
    endedOn: scene.day(),
    providerReason: 'conflict',
    clientReason: 'overload',
    adviserFinding: 'overload',
  })),
  CompleteParticipation: adviser(`${participation}/completions`, scene => ({
    endedOn: scene.day(),
    result: 'goal-reached',
  })),
  DeliverAssessment: provider(`${participation}/assessments`, {
    kind: 'interim',
    shownToClient: true,
    sha256: 'b'.repeat(64),
  }),
  RecordRemedy: (fields?: Fields) => async scene => ({
    by: scene.people.adviser,
    method: 'POST',
    url: scene.path(`/v1/${participation}/remedies`),
    body: {
      byWhom: 'client',
      kind: 'objection',
      eventId: (await scene.history()).find(({ type }) => type === 'MeasureOffered')?.id ?? 'none',
      suspends: false,
      ...fields,
    },
  }),
  RecordWhereabouts: adviser(`${participation}/whereabouts`, { monthsAfter: 0, whereabouts: 'employed' }),
  CorrectEntry: (fields?: Fields) => scene =>
    correctEntry('MeasureOffered', { is: scene.moment(), ...fields })(scene),
  AnnulEntry: (fields?: Fields) => annulEntry('MeasureOffered', fields),
  AnnulParticipation: lead(`${participation}/annulments`, { kind: 'mistake', reason: 'the wrong client' }),
  DisputeEntry: (fields?: Fields) => disputeEntry('MeasureOffered', fields),
  SettleDispute: (fields?: Fields) => settleDispute('EntryDisputed', fields),
  OpenProviderCase: lead('provider-cases', scene => ({
    caseId: scene.ids.caseId,
    providerId: scene.ids.providerId,
    measureId: scene.ids.measureId,
    category: 'D4',
    severity: 'considerable',
    dutyBreached: { clause: '§ 4 (2)', conceptPage: 12 },
    observedOn: scene.day(),
  })),
  AddEvidence: lead(`${providerCase}/evidence`, { documents: ['e'.repeat(64)], exculpatory: false }),
  EstablishFinding: lead(`${providerCase}/findings`, {
    category: 'D4',
    severity: 'considerable',
    exculpatory: 'none-found',
    finding: 'no individual talks',
  }),
  DemandCure: lead(`${providerCase}/cure-demands`, ({ ids: { demandId } }) => ({
    demandId,
    demands: 'a talk a week',
    proofOfDelivery: 'acknowledgement',
  })),
  InviteStatement: lead(`${providerCase}/statement-invitations`, { proofOfDelivery: 'acknowledgement' }),
  RecordStatement: provider(`${providerCase}/statements`, { statement: 'the coach was ill' }),
  ReportCure: provider(`${providerCase}/cure-demands/:demandId/cure-reports`, { cure: 'a new coach' }),
  Reinspect: lead(`${providerCase}/cure-demands/:demandId/reinspections`, scene => ({
    inspectedOn: scene.day(),
    result: 'not-cured',
  })),
  IssueWarning: lead(`${providerCase}/warnings`, {
    warning: 'the next time we terminate',
    proofOfDelivery: 'registered-letter',
  }),
  ReferCase: lead(`${providerCase}/referrals`, { to: 'purchasing-centre' }),
  RecordDecision: lead(`${providerCase}/decisions`, {
    decision: 'penalty',
    decidedBy: 'office',
    legalBasis: '§ 9 of the contract',
  }),
  CloseProviderCase: lead(`${providerCase}/closings`, { result: 'unfounded' }),
} satisfies Record<CommandName, Usual>;

/** A question. */
export const get =
  (path: string, who: keyof People = 'adviser'): Step =>
  scene => ({ by: scene.people[who], method: 'GET', url: scene.path(path) });

/** The same step by somebody else: one of the scene's people, whoever it may be, or nobody. */
export const as =
  (who: keyof People | Principal | null, step: Step): Step =>
  async scene => ({ ...(await step(scene)), by: typeof who === 'string' ? scene.people[who] : who });

export const withHeaders =
  (headers: Readonly<Record<string, string>>, step: Step): Step =>
  async scene => {
    const request = await step(scene);
    return { ...request, headers: { ...request.headers, ...headers } };
  };
export const keyed = (key: string, step: Step): Step => withHeaders({ 'idempotency-key': key }, step);
export const ifMatch = (revision: number | string, step: Step): Step =>
  withHeaders({ 'if-match': typeof revision === 'number' ? `"${revision}"` : revision }, step);

const { RegisterProvider, RegisterMeasure, RegisterClient, ClarifyMandate } = commands;
const { OfferMeasure, GiveConsent, AssignPlace, ConfirmStart, CompleteParticipation } = commands;

/** The course of a participation, each part with everything before it. */
export const measure = [RegisterProvider(), RegisterMeasure()];
export const client = [RegisterClient(), ClarifyMandate()];
export const offered = [...measure, ...client, OfferMeasure()];
export const consented = [...offered, GiveConsent()];
export const assigned = [...consented, AssignPlace()];
export const started = [...assigned, ConfirmStart()];
export const completed = [...started, CompleteParticipation()];

/** The same on the voucher track. */
export const voucherMeasure = [
  RegisterProvider(),
  RegisterMeasure({ track: 'voucher', legalBasis: 'sgb3-45-4', goals: ['placement'], state: 'SN' }),
];
export const offerVoucher = OfferMeasure({
  measureId: undefined,
  goal: 'placement',
  content: 'applications and interviews',
});
export const voucherConsented = [...voucherMeasure, ...client, offerVoucher, GiveConsent()];
export const withVoucher = [...voucherConsented, commands.IssueVoucher()];
export const redeemed = [...withVoucher, commands.RedeemVoucher()];

/** The course of a provider case. */
export const observedCase = [...measure, commands.OpenProviderCase()];
export const foundCase = [...observedCase, commands.EstablishFinding()];
export const demandedCase = [...foundCase, commands.DemandCure()];
