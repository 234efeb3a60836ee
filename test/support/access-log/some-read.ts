import type { CaseRead } from '../../../src/access-log/access-log.js';

/** An adviser's read of one participation, with some of it otherwise. */
export const someRead = (more: Partial<CaseRead> = {}): CaseRead => ({
  at: '2026-05-11T08:00:00.000Z',
  reader: { subject: 'adviser-7', role: 'adviser', organisation: 'office-1' },
  operation: 'readHistory',
  purpose: null,
  aboutReader: null,
  participationIds: ['participation-1'],
  clientIds: ['client-1'],
  caseIds: [],
  ...more,
});
