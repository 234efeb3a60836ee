import { citing, readCase } from '../support/api/dispute.js';
import { expectRefusal } from '../support/api/expect-refusal.js';
import { expectProblem } from '../support/http/expect-problem.js';
import { Scene, stage } from '../support/api/scene.js';
import { as, commands, get, started, withHeaders } from '../support/api/steps.js';

const { given, product } = stage();
const { OpenProviderCase, AddEvidence, EstablishFinding, DemandCure, InviteStatement, RecordStatement } =
  commands;
const { ReportCure, Reinspect, IssueWarning, ReferCase, RecordDecision, CloseProviderCase } = commands;

/** What must not come before the provider's eyes, whoever said it. */
const hidden = {
  fact: 'FACT the client told her adviser',
  witness: 'WITNESS Frau M.',
  note: 'NOTE of the office',
  findings: 'FINDINGS of the inspector',
  summary: 'SUMMARY of a talk with the client',
  closing: 'CLOSING note',
};
const told = {
  place: 'PLACE Hauptstr. 1',
  finding: 'FINDING no talks in May',
  demands: 'DEMANDS a talk a week',
  statement: 'STATEMENT the coach was ill',
  cure: 'CURE a new coach',
  warning: 'WARNING the next time',
  reasons: 'REASONS of the penalty',
};
const [counter, against] = ['c'.repeat(64), 'd'.repeat(64)];

let scene: Scene;
let others: Scene;
beforeAll(async () => {
  const course = [
    ...started,
    commands.ReportAttendance({ days: [{ day: '2026-05-11', state: 'unexcused' }] }),
    commands.RecordContact({ summary: hidden.summary }),
  ];
  [scene, others] = [await given(...course), await given(...course)];
  const evidence = await citing(scene, 'AttendanceReported', 'ContactHeld', 'ConsentGiven');
  const { fact, witness, note, findings } = hidden;
  await scene.did(OpenProviderCase({ evidence, fact, witness, place: told.place }));
  await scene.did(AddEvidence({ documents: [counter], exculpatory: true, note }));
  await scene.did(AddEvidence({ documents: [against], exculpatory: false, note }));
  await scene.did(EstablishFinding({ exculpatory: 'weighed', finding: told.finding }));
  await scene.did(DemandCure({ demands: told.demands }));
  await scene.did(InviteStatement());
  await scene.did(RecordStatement({ statement: told.statement }));
  await scene.did(ReportCure({ cure: told.cure }));
  await scene.did(Reinspect({ result: 'partly', findings }));
  await scene.did(IssueWarning({ warning: told.warning }));
  await scene.did(ReferCase({ to: 'audit-service', note }));
  await scene.did(RecordDecision({ amount: 50_000, reasons: told.reasons }));
  await scene.did(CloseProviderCase({ result: 'sanctioned', note: hidden.closing }));
});

const body = async (who: 'provider' | 'lead' | 'adviser') =>
  (await scene.does(get('/v1/provider-cases/:caseId', who))).body;

describe('what a provider is told of a case', () => {
  it('is the accusation, what was demanded and decided, and its own word', async () => {
    const answer = await body('provider');
    for (const words of [...Object.values(told), counter]) expect(answer).toContain(words);
    const types = (await readCase(scene, 'provider')).entries.map(({ type }) => type);
    expect(types).toEqual([
      'DeficiencyObserved',
      'EvidenceAdded',
      'FindingEstablished',
      'CureDemanded',
      'StatementInvited',
      'ProviderHeard',
      'CureReported',
      'Reinspected',
      'WarningIssued',
      'DecisionRecorded',
      'ProviderCaseClosed',
    ]);
  });

  it('is neither the client’s nor the office’s word, nor who said or did anything there', async () => {
    const answer = await body('provider');
    const people = [scene.people.adviser, scene.people.lead].map(({ subject }) => subject);
    for (const words of [
      ...Object.values(hidden),
      against,
      ...people,
      'audit-service',
      'CaseReferred',
      'ContactHeld',
    ])
      expect(answer).not.toContain(words);
  });

  it('is of what it is cited against the entries that it may read anyway', async () => {
    const { evidence, participationIds } = await readCase(scene, 'provider');
    expect(evidence.map(({ entry }) => entry?.type)).toEqual(['AttendanceReported']);
    expect(participationIds).toEqual([scene.ids.participationId]);
  });

  it('is in a list no more than that', async () => {
    const { body: list } = await scene.does(get('/v1/provider-cases', 'provider'));
    expect(list).toContain(scene.ids.caseId);
    for (const words of Object.values({ ...hidden, ...told })) expect(list).not.toContain(words);
  });

  it('is nothing to another provider', async () => {
    expectProblem(await scene.does(get('/v1/provider-cases/:caseId', 'otherProvider')), 404, 'unknown-case');
    expect(await scene.sees(get('/v1/provider-cases', 'otherProvider'))).toMatchObject({ items: [] });
  });
});

describe('the office', () => {
  it('reads all of it', async () => {
    const answer = await body('lead');
    for (const words of Object.values({ ...hidden, ...told })) expect(answer).toContain(words);
    expect((await readCase(scene)).evidence.every(({ entry }) => entry !== null)).toBe(true);
  });

  it('shows an adviser the entries of the own clients only', async () => {
    const { evidence, entries } = await readCase(scene, 'colleague');
    expect(evidence.map(({ entry }) => entry)).toEqual([null, null, null]);
    expect(entries).toHaveLength(13);
    expect((await readCase(scene, 'adviser')).evidence.every(({ entry }) => entry !== null)).toBe(true);
  });

  it('is the own one', async () => {
    for (const who of ['foreignAdviser', 'foreignLead'] as const) {
      expectProblem(await scene.does(get('/v1/provider-cases/:caseId', who)), 404, 'unknown-case');
      expectProblem(await scene.does(as(who, AddEvidence())), 404, 'unknown-case');
      expect(await scene.sees(get('/v1/provider-cases', who))).toMatchObject({ items: [] });
    }
  });
});

it('an auditor reads what the order names', async () => {
  const audit = (who: 'auditor' | 'otherAuditor') =>
    scene.does(withHeaders({ 'access-purpose': 'audit 7/2026' }, get('/v1/provider-cases/:caseId', who)));
  expect((await audit('auditor')).statusCode).toBe(200);
  expectProblem(await audit('otherAuditor'), 404, 'unknown-case');
});

describe('what is cited', () => {
  const open = (fields: object) => OpenProviderCase({ caseId: 'case-of-citing', ...fields });

  it('is of the case’s provider', async () => {
    const evidence = await citing(others, 'AttendanceReported');
    await expectRefusal(scene, open({ evidence }), 409, 'unknown-participation');
    await expectRefusal(scene, open({ participationIds: ['nobodys'] }), 409, 'unknown-participation');
    const { measureId } = others.ids;
    await expectRefusal(scene, open({ measureId }), 409, 'unknown-measure');
    await expectRefusal(scene, open({ providerId: 'nobody' }), 409, 'unknown-provider');
  });

  it('stands in the stream it is said to stand in', async () => {
    const { participationId } = scene.ids;
    const [entry] = await citing(others, 'AttendanceReported');
    await expectRefusal(scene, open({ evidence: [{ ...entry, participationId }] }), 409, 'unknown-entry');
  });

  it('may be read by whoever cites it', async () => {
    const evidence = await citing(scene, 'AttendanceReported');
    await expectRefusal(scene, as('colleague', open({ evidence })), 409, 'unknown-participation');
    await expectRefusal(scene, as('foreignLead', open({ evidence })), 409, 'unknown-participation');
  });

  it('is named with the duty and by its right hash', async () => {
    const wrong = { dutyBreached: {}, evidence: [] };
    expectProblem(await scene.does(open(wrong)), 422, 'validation');
    for (const documents of [['D'.repeat(64)], ['ab'], []])
      expectProblem(await scene.does(AddEvidence({ documents })), 422, 'validation');
    expectProblem(
      await scene.does(RecordDecision({ decision: 'termination', amount: 1 })),
      422,
      'validation',
    );
    expect(await product().stream('provider-case-case-of-citing')).toEqual([]);
  });
});

it('is registered under no id that would make a provider’s stream a case’s', async () => {
  const apart = new Scene(product(), 'apart');
  expectProblem(await apart.does(commands.RegisterProvider({ providerId: 'case-1' })), 422, 'validation');
});
