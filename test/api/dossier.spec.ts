import { verifyDossier } from '../../src/evidence/check/verify-dossier.js';
import type { Principal } from '../../src/identity/principal.js';
import { aDay, citing, readCase, whenPoliciesRan } from '../support/api/dispute.js';
import { stage, type Scene, type Step } from '../support/api/scene.js';
import { as, commands, correctEntry, disputeEntry, get, started } from '../support/api/steps.js';
import { dossierIn, eventsIn, unpacked, type Files } from '../support/evidence/archive.js';
import { expectProblem } from '../support/http/expect-problem.js';

const { given, product } = stage();
const path = '/v1/provider-cases/:caseId/dossier';

async function zip(scene: Scene, by: Principal, headers: Readonly<Record<string, string>> = {}) {
  const url = scene.path(path);
  const authorization = await product().bearer(by);
  return product().app.inject({ method: 'GET', url, headers: { authorization, ...headers } });
}

const absentToday: Step = scene => {
  const days = [{ day: scene.day(), state: 'unexcused' }];
  return commands.ReportAttendance({ days, note: `${scene.ids.clientId} stayed away` })(scene);
};

/** Everything of a dispute but its closing, with an entry that was corrected and one that is disputed. */
async function disputed(): Promise<Scene> {
  const scene = await given(
    ...started,
    absentToday,
    commands.RecordContact({ summary: 'she was not talked to for weeks' }),
    commands.OpenCrisis({ description: 'nobody may read this here' }),
  );
  const evidence = await citing(scene, 'AttendanceReported', 'ContactHeld');
  const [participationId, clientId] = [scene.ids.participationId!, scene.ids.clientId!];
  const named = { evidence, participationIds: [participationId], fact: `${clientId} had no talks` };
  await scene.did(as('adviser', commands.OpenProviderCase(named)));
  await scene.did(
    as('adviser', commands.AddEvidence({ exculpatory: true, note: 'a plan of talks was sent' })),
  );
  await scene.did(as('adviser', commands.EstablishFinding({ exculpatory: 'weighed' })));
  await scene.did(commands.PauseAssignments({ caseId: scene.ids.caseId }));
  await scene.did(commands.RecordInstruction({ caseId: scene.ids.caseId, wording: 'fill the places' }));
  await scene.did(commands.ObjectToInstruction({ reasons: 'nobody is cared for there' }));
  await scene.did(commands.DemandCure());
  await scene.did(commands.InviteStatement());
  await scene.did(commands.RecordStatement());
  product().clock.advance(16 * aDay);
  await whenPoliciesRan(scene);
  await scene.did(commands.ReportCure());
  await scene.did(commands.Reinspect({ findings: 'the coach has no time' }));
  await scene.did(commands.RecordDecision({ amount: 100_000, reasons: 'no cure came' }));
  await scene.did(commands.ReferCase());
  await scene.did(correctEntry('ContactHeld', { field: 'channel', is: 'letter' }));
  await scene.did(disputeEntry('AttendanceReported', { disputedBy: 'client' }));
  return scene;
}

describe('the dossier of a dispute', () => {
  let scene: Scene;
  let files: Files;
  let archive: Buffer;
  beforeAll(async () => {
    scene = await disputed();
    await readCase(scene, 'adviser');
    const answer = await zip(scene, scene.people.lead);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip']);
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="dossier-${scene.ids.caseId}.zip"`,
    );
    archive = answer.rawPayload;
    files = await unpacked(archive);
  });

  it('holds together: sums, references, deadlines', async () => {
    expect((await verifyDossier(archive)).faults).toEqual([]);
  });

  it('tells the whole path, the lapse that the system declared among it', () => {
    const types = eventsIn(files)
      .filter(({ stream }) => stream === `provider-case-${scene.ids.caseId}`)
      .map(({ type }) => type);
    expect(types).toEqual([
      'DeficiencyObserved',
      'EvidenceAdded',
      'FindingEstablished',
      'CureDemanded',
      'StatementInvited',
      'ProviderHeard',
      'CureDeadlineLapsed',
      'CureReported',
      'Reinspected',
      'DecisionRecorded',
      'CaseReferred',
    ]);
    const { deadlines, instructions, pauses, notes, exculpatory } = dossierIn(files);
    expect(deadlines).toMatchObject([
      { kind: 'cure', standing: 'lapsed', lapseDeclaredBy: expect.stringMatching(/^E-/) },
      { kind: 'hearing', standing: 'answered' },
    ]);
    expect([instructions, pauses, notes, exculpatory.evidence].map(({ length }) => length)).toEqual([
      1, 1, 1, 1,
    ]);
    expect(instructions[0]!.objections).toHaveLength(1);
  });

  it('marks what is corrected and what is disputed', () => {
    expect(dossierIn(files).marked).toMatchObject([
      { participation: 'T-1', disputed: [{ disputedBy: 'client', status: 'open' }] },
      { participation: 'T-1', corrected: [{ field: 'channel', was: 'telephone', is: 'letter' }] },
    ]);
  });

  it('names nobody: no id of a client, a participation, an adviser or whoever recorded, in any byte', async () => {
    const { adviser, lead, provider } = scene.people;
    const people = [adviser, lead, provider].map(({ subject }) => subject);
    const entries = (await scene.history()).flatMap(({ id, correlationId }) => [id, correlationId]);
    const hidden = [scene.ids.clientId!, scene.ids.participationId!, ...people, ...entries];
    for (const [name, content] of files)
      expect({ name, found: hidden.filter(id => content.includes(id)) }).toEqual({ name, found: [] });
    expect(eventsIn(files).find(({ type }) => type === 'DeficiencyObserved')!.sensitive).toMatchObject({
      fact: 'T-1 had no talks',
    });
  });

  it('leaves out what the case does not cite', () => {
    expect([...files.values()].join('\n')).not.toContain('nobody may read this here');
  });

  it('tells who read the case up to this dossier, by role and organisation', () => {
    const { readings, madeAt } = dossierIn(files);
    expect(readings.map(({ reader, operation }) => [reader.role, operation])).toEqual([
      ['adviser', 'readProviderCase'],
      ['team-lead', 'readDossier'],
    ]);
    expect(readings.at(-1)).toMatchObject({
      at: madeAt,
      reader: { organisation: scene.ids.officeId },
      thisOne: true,
    });
  });

  it('is logged as a read of the case and of everybody whom it tells of', async () => {
    const by = scene.people.dataProtection;
    const asked = {
      by,
      method: 'GET',
      url: scene.path('/v1/access-log?participationId=:participationId'),
    } as const;
    const { items } = await scene.sees<{ items: readonly object[] }>(() => asked);
    expect(items).toContainEqual(
      expect.objectContaining({
        operation: 'readDossier',
        reader: expect.objectContaining({ subject: scene.people.lead.subject }),
        participationIds: [scene.ids.participationId],
      }),
    );
  });

  it('is the same to the byte when nothing was read or recorded between, but for who read it', async () => {
    const again = await unpacked((await zip(scene, scene.people.lead)).rawPayload);
    expect(again.get('events.ndjson')).toBe(files.get('events.ndjson'));
    const { readings, ...dossier } = dossierIn(again);
    const { readings: before, ...first } = dossierIn(files);
    expect(dossier).toEqual(first);
    expect(readings).toHaveLength(before.length + 1);
  });
});

describe('who may have it', () => {
  it('an auditor whose order names the case and all it tells of, who says what for', async () => {
    const scene = await disputed();
    const { auditor, otherAuditor } = scene.people;
    expectProblem(await zip(scene, auditor), 400, 'purpose-required');
    expectProblem(await zip(scene, otherAuditor, { 'access-purpose': 'audit 7' }), 404, 'unknown-case');
    const answer = await zip(scene, auditor, { 'access-purpose': 'audit 7/2026' });
    const { madeBy, readings } = dossierIn(await unpacked(answer.rawPayload));
    expect(madeBy).toEqual({ role: 'auditor' });
    expect(readings.at(-1)).toMatchObject({ reader: { role: 'auditor' }, purpose: 'audit 7/2026' });
  });

  it('neither the adviser nor the provider, nor another office', async () => {
    const scene = await disputed();
    expectProblem(await scene.does(get(path, 'adviser')), 403, 'forbidden');
    expectProblem(await scene.does(get(path, 'provider')), 403, 'forbidden');
    expectProblem(await scene.does(get(path, 'foreignLead')), 404, 'unknown-case');
  });

  it('nobody of a case that is not there', async () => {
    const scene = await given(...started);
    expectProblem(await scene.does(get(path, 'lead')), 404, 'unknown-case');
  });
});
