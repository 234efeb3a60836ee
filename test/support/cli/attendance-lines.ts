import { adviser, untilAssigned, type ImportLine } from './import-lines.js';

const on = (day: string) => ({ occurredAt: `${day}T09:00:00Z`, learnedAt: `${day}T09:00:00Z` });

/** The provider's word, recorded by the adviser, who may say when it was learned of. */
const ofProvider = { actor: adviser, source: 'provider' } as const;

/** Somebody who is there from 3 March 2025 on, absent on the days named, and told of as it happened. */
export const attending = (id: string, ...absent: readonly string[]): readonly ImportLine[] => [
  ...untilAssigned(id).map(line => ({ ...line, ...on('2025-03-01') })),
  {
    command: 'ConfirmStart',
    key: `${id}-start`,
    ...ofProvider,
    participationId: id,
    startedOn: '2025-03-03',
    ...on('2025-03-03'),
  },
  ...absent.map(day => ({
    command: 'ReportAttendance',
    key: `${id}-${day}`,
    ...ofProvider,
    participationId: id,
    days: [{ day, state: 'unexcused' }],
    ...on(day),
  })),
];

export const droppingOut = (id: string, endedOn: string): ImportLine => ({
  command: 'ConfirmDropout',
  key: `${id}-end`,
  actor: adviser,
  participationId: id,
  endedOn,
  providerReason: 'unknown',
  clientReason: 'unknown',
  adviserFinding: 'unknown',
  ...on(endedOn),
});
