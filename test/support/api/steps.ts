import type { CommandName } from '../../../src/application/commands.js';
import type { DomainEntry } from '../../../src/event-codec/domain-event.js';
import type { Principal } from '../../../src/identity/principal.js';
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
  RegisterClient: adviser('clients', scene => ({ clientId: scene.ids.clientId })),
  ClarifyMandate: adviser('clients/:clientId/mandates', { result: 'given' }),
  HandOverClient: lead('clients/:clientId/hand-overs', scene => ({
    toAdviserId: scene.people.colleague.subject,
  })),
  RegisterProvider: admin('providers', scene => ({
    providerId: scene.ids.providerId,
    name: 'Neue Wege gGmbH',
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
  RecordWhereabouts: adviser(`${participation}/whereabouts`, { monthsAfter: 0, whereabouts: 'employed' }),
  CorrectEntry: (fields?: Fields) => scene =>
    correctEntry('MeasureOffered', { is: scene.moment(), ...fields })(scene),
  AnnulEntry: (fields?: Fields) => annulEntry('MeasureOffered', fields),
  AnnulParticipation: lead(`${participation}/annulments`, { kind: 'mistake', reason: 'the wrong client' }),
  DisputeEntry: (fields?: Fields) => disputeEntry('MeasureOffered', fields),
  SettleDispute: (fields?: Fields) => settleDispute('EntryDisputed', fields),
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
