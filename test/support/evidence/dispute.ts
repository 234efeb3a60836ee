import { randomUUID } from 'node:crypto';
import { seedRulebooks, shippedRulebooks } from '../../../src/application/rulebook-seeds.js';
import type { DomainEvent } from '../../../src/event-codec/domain-event.js';
import type { NewEntry } from '../../../src/event-codec/event-codec.js';
import type { Asked } from '../../../src/evidence/compose.js';
import { deadlineInDays } from '../../../src/rulebook/working-days.js';
import type { Provenance } from '../../../src/terms/fact.js';
import type { Day } from '../../../src/terms/times.js';
import type { Bench } from '../views/bench.js';
import { at, byProvider, measureRegistered, on } from '../views/told.js';

/** Ids that must not leave with a dossier: of persons, of their participations, and what joins these in the log. */
export const secret = {
  first: 'tn-7f3a9c',
  second: 'tn-51be07',
  client: 'kunde-88412',
  other: 'kunde-90377',
  adviser: 'sb-4471-meier',
  lead: 'tl-0093',
  clerk: 'clerk-1',
  crisis: 'crisis-of-88412',
} as const;
export const caseId = 'case-2026-17';

const [rulebook] = shippedRulebooks();
const byAdviser: Partial<Provenance> = {
  actor: { id: secret.adviser, role: 'adviser', organisation: 'o-1' },
  rulebook: rulebook!.version,
};
const byLead: Partial<Provenance> = {
  actor: { id: secret.lead, role: 'team-lead', organisation: 'o-1' },
  rulebook: rulebook!.version,
};
const ofProvider: Partial<Provenance> = { ...byProvider, rulebook: rulebook!.version };
const bySystem: Partial<Provenance> = {
  actor: { id: 'system', role: 'system' },
  source: 'system',
  channel: 'policy',
  rulebook: rulebook!.version,
};

const told = (day: Day, event: DomainEvent, provenance = byAdviser): NewEntry => on(day, event, provenance);
const deadline = (from: Day, days: number) => ({
  from,
  days,
  region: 'BE' as const,
  endsAt: deadlineInDays(from, days, 'BE'),
});

/** What was recorded, by the names of the stories' events. */
export interface Dispute {
  readonly ids: Readonly<Record<string, string>>;
}

/** A dispute about individual care in a measure: two participations, a cure that came too late, and a decision. */
export async function dispute(bench: Bench): Promise<Dispute> {
  await seedRulebooks(bench.log, at('2026-01-01'));
  const offer = (clientId: string): DomainEvent => ({
    type: 'MeasureOffered',
    data: {
      clientId,
      measureId: 'm-1',
      providerId: 'pr-1',
      adviserId: secret.adviser,
      legalBasis: 'sgb3-45-3',
      track: 'purchased',
      officeId: 'o-1',
      state: 'BE',
    },
  });
  await bench.tell('office-o-1', told('2026-01-02', { type: 'OfficeRegistered', data: { state: 'BE' } }));
  await bench.tell(
    'provider-pr-1',
    told('2026-01-02', {
      type: 'ProviderRegistered',
      data: { name: 'Kompass Bildung gGmbH' },
      sensitive: { contact: 'Frau Muster, 030 1234' },
    }),
  );
  await bench.tell(
    'measure-m-1',
    told(
      '2026-01-02',
      measureRegistered({
        title: 'Aktiv zurück',
        duties: [
          { duty: 'Jede teilnehmende Person hat wöchentlich ein Einzelgespräch von 45 Minuten.', page: 14 },
          { duty: 'Fehlzeiten werden am selben Tag nachgefragt.', page: 17 },
        ],
      }),
    ),
  );
  const start = async (participationId: string, clientId: string) => {
    await bench.tell(
      `participation-${participationId}`,
      told('2026-01-05', offer(clientId)),
      told('2026-01-12', { type: 'PlaceAssigned', data: { startsOn: '2026-02-02', basis: 'consent' } }),
      told('2026-02-02', { type: 'ParticipationStarted', data: { startedOn: '2026-02-02' } }, ofProvider),
    );
  };
  await start(secret.first, secret.client);
  await start(secret.second, secret.other);
  const [absent, crisis] = await bench.tell(
    `participation-${secret.first}`,
    on(
      '2026-03-02',
      {
        type: 'AttendanceReported',
        data: {
          days: [
            { day: '2026-02-26', state: 'unexcused' },
            { day: '2026-02-27', state: 'excused' },
          ],
        },
        sensitive: { sick: ['2026-02-27'], note: `${secret.client} war nicht erreichbar` },
      },
      { ...ofProvider, occurredAt: at('2026-02-27', 16), sourceKnewAt: at('2026-02-26', 24) },
    ),
    told(
      '2026-03-03',
      {
        type: 'CrisisOpened',
        data: { crisisId: secret.crisis, kind: 'not-disclosed', severity: 3 },
        sensitive: {
          kind: 'health',
          description: 'Kein Gespräch seit drei Wochen; die Person wirkt erschöpft und bleibt morgens weg.',
        },
      },
      ofProvider,
    ),
  );
  const [, promised] = await bench.tell(
    `participation-${secret.second}`,
    told('2026-03-04', {
      type: 'ContactHeld',
      data: { between: ['client', 'adviser'], channel: 'telephone', onSite: false },
      sensitive: { summary: 'Sache, die niemand anführt und die niemanden etwas angeht.' },
    }),
    told(
      '2026-03-05',
      {
        type: 'ContactHeld',
        data: { between: ['client', 'provider'], channel: 'in-person', onSite: true },
        sensitive: { summary: 'Einzelgespräch, 20 Minuten. Das nächste ist für den 12. zugesagt.' },
      },
      ofProvider,
    ),
  );
  const [overdue] = await bench.tell(
    `participation-${secret.first}`,
    on(
      '2026-03-10',
      {
        type: 'ReportOverdue',
        data: {
          dutyId: `D-inform-${crisis}`,
          rule: 'D-inform',
          dueAt: at('2026-03-05', 0),
          rulebook: rulebook!.version,
          foundedBy: crisis!,
        },
      },
      bySystem,
    ),
  );

  const stream = `provider-case-${caseId}`;
  await bench.tell(
    stream,
    told('2026-03-11', {
      type: 'DeficiencyObserved',
      data: {
        officeId: 'o-1',
        providerId: 'pr-1',
        measureId: 'm-1',
        category: 'D4',
        severity: 'considerable',
        dutyBreached: { clause: '§ 4 Abs. 2 der Leistungsbeschreibung', conceptPage: 14 },
        observedOn: '2026-03-10',
        participationIds: [secret.first, secret.second],
        evidence: [
          { participationId: secret.first, eventId: absent! },
          { participationId: secret.first, eventId: crisis! },
        ],
      },
      sensitive: {
        fact: `Bei ${secret.first} fand seit dem 16.02. kein Einzelgespräch statt.\nDie Liste am Eingang ist leer.`,
        place: 'Standort Lindenstraße, Raum 3',
        witness: `${secret.adviser}, beim Besuch`,
      },
    }),
    told('2026-03-12', {
      type: 'EvidenceAdded',
      data: {
        evidence: [{ participationId: secret.second, eventId: promised! }],
        documents: ['ab'.repeat(32)],
        exculpatory: true,
      },
      sensitive: { note: 'Wenigstens ein Gespräch fand statt, wenn auch kürzer als zugesagt.' },
    }),
  );
  const disputed = await bench.tell(
    `participation-${secret.first}`,
    told(
      '2026-03-16',
      {
        type: 'EntryDisputed',
        data: { eventId: absent!, disputedBy: 'provider' },
        sensitive: { reason: 'Am 26.02. war die Person entschuldigt; der Anruf wurde nicht notiert.' },
      },
      ofProvider,
    ),
    told('2026-03-17', {
      type: 'EntryCorrected',
      data: { eventId: crisis!, field: 'severity', was: 3, is: 2 },
      sensitive: { reason: 'Nach dem Gespräch mit der Person' },
    }),
    told('2026-03-17', {
      type: 'EntryCorrected',
      data: { eventId: crisis!, field: 'description' },
      sensitive: {
        was: 'Kein Gespräch seit drei Wochen; die Person wirkt erschöpft und bleibt morgens weg.',
        is: 'Kein Gespräch seit zwei Wochen; die Person wirkt erschöpft.',
        reason: 'verzählt',
      },
    }),
  );
  const [demand] = await bench
    .tell(
      stream,
      told(
        '2026-03-18',
        {
          type: 'FindingEstablished',
          data: { category: 'D4', severity: 'considerable', exculpatory: 'weighed' },
          sensitive: {
            finding: 'Die zugesagten wöchentlichen Einzelgespräche fanden im Februar und März nicht statt.',
          },
        },
        byLead,
      ),
    )
    .then(async () =>
      bench.tell(
        stream,
        told(
          '2026-03-20',
          {
            type: 'CureDemanded',
            data: {
              demandId: 'demand-1',
              deadline: deadline('2026-03-20', 14),
              proofOfDelivery: 'registered-letter',
            },
            sensitive: { demands: 'Einzelgespräche wöchentlich führen und mit Datum und Dauer nachweisen.' },
          },
          byLead,
        ),
      ),
    );
  const [instruction] = await bench.tell(
    'measure-m-1',
    told(
      '2026-03-23',
      {
        type: 'InstructionRecorded',
        data: { byRole: 'management', instruction: 'go-on-assigning', caseId },
        sensitive: { wording: 'Die Plätze sind zu besetzen, <b>ohne Ausnahme</b> & sofort.' },
      },
      byLead,
    ),
  );
  await bench.tell(
    'measure-m-1',
    told('2026-03-24', {
      type: 'InstructionObjected',
      data: { instructionId: instruction! },
      sensitive: { reasons: 'Neue Teilnehmende erhielten nicht, was ihnen zugesagt wird.' },
    }),
    told(
      '2026-03-25',
      {
        type: 'AssignmentsPaused',
        data: {
          legalBasis: '§ 320 BGB',
          caseId,
          exposure: { minimumPlaces: 8, occupied: 5, pricePerPlaceMonth: 45_000, perMonth: 135_000 },
        },
      },
      byLead,
    ),
  );
  await bench.tell(
    stream,
    told(
      '2026-03-26',
      {
        type: 'StatementInvited',
        data: { deadline: deadline('2026-03-27', 14), proofOfDelivery: 'electronic-receipt' },
      },
      byLead,
    ),
    told(
      '2026-04-02',
      {
        type: 'ProviderHeard',
        data: { documents: ['cd'.repeat(32)] },
        sensitive: { statement: 'Zwei Kräfte waren krank. Vertretung war nicht zu finden.' },
      },
      ofProvider,
    ),
    on(
      '2026-04-08',
      {
        type: 'CureDeadlineLapsed',
        data: {
          demandId: 'demand-1',
          dueAt: deadline('2026-03-20', 14).endsAt,
          rule: 'D-cure',
          rulebook: rulebook!.version,
        },
      },
      { ...bySystem, occurredAt: deadline('2026-03-20', 14).endsAt },
    ),
    told(
      '2026-04-09',
      {
        type: 'CureReported',
        data: { demandId: 'demand-1', documents: [] },
        sensitive: { cure: 'Seit dem 7. April finden die Gespräche statt.' },
      },
      ofProvider,
    ),
    told('2026-04-15', {
      type: 'Reinspected',
      data: { demandId: 'demand-1', inspectedOn: '2026-04-14', result: 'partly' },
      sensitive: { findings: 'Sechs von elf Gesprächen sind belegt.' },
    }),
    told(
      '2026-04-17',
      {
        type: 'WarningIssued',
        data: { proofOfDelivery: 'delivery-certificate' },
        sensitive: { warning: 'Die Leistung ist wie im Konzept zugesagt zu erbringen.' },
      },
      byLead,
    ),
    told(
      '2026-04-20',
      {
        type: 'DecisionRecorded',
        data: {
          decision: 'penalty',
          decidedBy: 'purchasing-centre',
          legalBasis: '§ 11 des Vertrags',
          amount: 250_000,
        },
        sensitive: { reasons: 'Die Frist verstrich ohne vollständige Abhilfe.' },
      },
      byLead,
    ),
  );
  const ids = { absent, crisis, promised, overdue, disputed: disputed[0], demand, instruction };
  return { ids: Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, id ?? randomUUID()])) };
}

/** A dossier asked for by the team-lead of the office, which is the second reading. */
export const asked: Asked = {
  at: '2026-04-27T08:00:00.000Z',
  by: { role: 'team-lead', organisation: 'o-1' },
  readings: [
    {
      at: '2026-04-24T09:30:00.000Z',
      reader: { role: 'auditor' },
      operation: 'readProviderCase',
      purpose: `Prüfung zu ${secret.first}`,
    },
    {
      at: '2026-04-27T08:00:00.000Z',
      reader: { role: 'team-lead', organisation: 'o-1' },
      operation: 'readDossier',
      purpose: null,
      thisOne: true,
    },
  ],
};
