import {
  aDay,
  caseStream,
  citing,
  expectToAgree,
  notedInMeasure,
  readCase,
  whenPoliciesRan,
} from '../support/api/dispute.js';
import { expectProblem } from '../support/http/expect-problem.js';
import { expectRefusal } from '../support/api/expect-refusal.js';
import { stage, type Scene } from '../support/api/scene.js';
import { as, commands, correctEntry, disputeEntry, get, started } from '../support/api/steps.js';

const { given, product } = stage();
const { OpenProviderCase, AddEvidence, EstablishFinding, DemandCure, InviteStatement, RecordStatement } =
  commands;
const { ReportCure, Reinspect, IssueWarning, ReferCase, RecordDecision, CloseProviderCase } = commands;

const terminate = RecordDecision({ decision: 'termination', decidedBy: 'purchasing-centre' });
const every = [
  AddEvidence(),
  EstablishFinding(),
  DemandCure({ demandId: 'demand-2' }),
  InviteStatement(),
  RecordStatement(),
  ReportCure(),
  Reinspect(),
  IssueWarning(),
  ReferCase(),
  terminate,
  CloseProviderCase(),
];

let scene: Scene;
beforeAll(async () => {
  scene = await given(
    ...started,
    commands.ReportAttendance({ days: [{ day: '2026-05-11', state: 'unexcused' }] }),
    commands.RecordContact({ summary: 'she was not talked to for weeks' }),
  );
});

describe('a dispute about a purchased measure, from observation to closing', () => {
  it('opens with what was observed and the entries that are evidence', async () => {
    const evidence = await citing(scene, 'AttendanceReported', 'ContactHeld');
    for (const step of [get('/v1/provider-cases/:caseId'), AddEvidence()])
      expectProblem(await scene.does(step), 404, 'unknown-case');
    const { id } = await scene.did(as('adviser', OpenProviderCase({ evidence, witness: 'the client' })));
    expect(id).toBe(scene.ids.caseId);
    await expectRefusal(scene, OpenProviderCase(), 409, 'already-open');
    await expectToAgree(scene, 'adviser');
  });

  it('does not tell the provider before something reaches it', async () => {
    for (const step of [get('/v1/provider-cases/:caseId', 'provider'), RecordStatement()])
      expectProblem(await scene.does(step), 404, 'unknown-case');
    expect(await scene.sees(get('/v1/provider-cases', 'provider'))).toMatchObject({ items: [] });
  });

  it('goes no further without a finding', async () => {
    for (const step of [DemandCure(), IssueWarning(), terminate, CloseProviderCase({ result: 'cured' })])
      await expectRefusal(scene, step, 409, 'wrong-phase');
  });

  it('asks what speaks for the provider', async () => {
    await expectRefusal(scene, EstablishFinding({ exculpatory: 'weighed' }), 409, 'unknown-evidence');
    await scene.did(as('adviser', AddEvidence({ exculpatory: true, note: 'a plan of talks was sent' })));
    await expectRefusal(scene, EstablishFinding(), 409, 'wrong-phase');
    await scene.did(as('adviser', EstablishFinding({ exculpatory: 'weighed' })));
    expect(await notedInMeasure(scene)).toEqual(['DeficiencyNoted']);
  });

  it('is pursued by the team-lead, neither by the adviser nor by the provider', async () => {
    expectProblem(await scene.does(as('adviser', DemandCure())), 403, 'forbidden');
    expectProblem(await scene.does(as('provider', DemandCure())), 403, 'provider-may-not-decide');
    for (const days of [13, 91]) await expectRefusal(scene, DemandCure({ days }), 422, 'time-order');
    await scene.did(DemandCure());
    await expectRefusal(scene, DemandCure(), 409, 'already-open');
    await expectRefusal(scene, terminate, 409, 'cure-not-lapsed');
  });

  it('waits for the look at what the provider reports cured', async () => {
    await scene.did(ReportCure());
    product().clock.advance(16 * aDay);
    await whenPoliciesRan(scene);
    await expectRefusal(scene, terminate, 409, 'cure-not-lapsed');
  });

  it('has lapsed as soon as that look finds no cure', async () => {
    await scene.did(Reinspect({ findings: 'the coach has no time' }));
    const [lapse] = (await caseStream(scene)).filter(({ type }) => type === 'CureDeadlineLapsed');
    expect(lapse).toMatchObject({
      occurredAt: '2026-05-26T22:00:00.000Z',
      data: { demandId: 'demand-1', dueAt: '2026-05-26T22:00:00.000Z', rule: 'D-cure' },
      source: 'system',
    });
    await whenPoliciesRan(scene);
    expect((await caseStream(scene)).filter(({ type }) => type === 'CureDeadlineLapsed')).toHaveLength(1);
  });

  it('hears the provider before it decides', async () => {
    await expectRefusal(scene, terminate, 409, 'not-heard');
    await scene.did(InviteStatement());
    await expectRefusal(scene, terminate, 409, 'not-heard');
    await scene.did(RecordStatement());
    await expectRefusal(
      scene,
      RecordDecision({ decision: 'termination', exception: 'because' }),
      422,
      'unknown-exception',
    );
    await scene.did(terminate);
  });

  it('ends as what it came to, and can then be read only', async () => {
    await scene.did(ReferCase());
    for (const result of ['cured', 'unfounded'])
      await expectRefusal(scene, CloseProviderCase({ result }), 409, 'wrong-phase');
    await scene.did(CloseProviderCase({ result: 'sanctioned' }));
    for (const step of every) await expectRefusal(scene, step, 409, 'wrong-phase');
    expect(await notedInMeasure(scene)).toEqual(['DeficiencyNoted', 'DeficiencyLifted']);
    expect(await readCase(scene)).toMatchObject({ phase: 'closed', result: 'sanctioned' });
  });

  it('reads what it cites as the participation has it, corrected and disputed', async () => {
    await scene.did(correctEntry('ContactHeld', { field: 'channel', is: 'letter' }));
    await scene.did(disputeEntry('AttendanceReported', { disputedBy: 'client' }));
    await expectToAgree(scene);
    await expectToAgree(scene, 'adviser');
    const { evidence } = await readCase(scene);
    expect(evidence.map(({ entry }) => Object.keys(entry!.marks))).toEqual([['disputed'], ['corrected']]);
  });
});
