import type { NewEntry } from '../../../src/event-codec/event-codec.js';
import { usualRules } from '../told-participation.js';
import { byProvider, on } from './told.js';

/** Talks, complaints, visits, an office's state, a rulebook: what happens around participations. */
export const around: readonly (readonly [string, NewEntry])[] = [
  ['rulebook', on('2026-01-01', { type: 'RulebookAdded', data: usualRules })],
  ['office-o-1', on('2026-01-03', { type: 'OfficeRegistered', data: { state: 'NW' } })],
  [
    'client-c-1',
    on('2026-01-06', {
      type: 'ConsultationHeld',
      data: { form: 'video', outcome: 'no-result-yet', revisitOn: '2026-01-12' },
      sensitive: { need: 'calm-first', note: 'talk-without-result' },
    }),
  ],
  [
    'client-c-1',
    on('2026-01-07', {
      type: 'ColleagueConsulted',
      data: { role: 'employer-service', anonymised: true },
      sensitive: { note: 'colleague-says-wait' },
    }),
  ],
  [
    'client-c-1',
    on('2026-01-08', {
      type: 'ComplaintReceived',
      data: { complaintId: 'cp-1', about: 'measure', measureId: 'm-1', providerId: 'pr-1' },
      sensitive: { words: 'nobody-is-there' },
    }),
  ],
  [
    'client-c-1',
    on('2026-01-09', {
      type: 'ComplaintAnswered',
      data: { complaintId: 'cp-1' },
      sensitive: { words: 'we-go-there' },
    }),
  ],
  [
    'provider-pr-1',
    on('2026-01-10', {
      type: 'ProviderVisited',
      data: { visitedOn: '2026-01-10', measureId: 'm-1', rolesPresent: ['coach'], announced: false },
      sensitive: { findings: 'one-coach-for-thirty' },
    }),
  ],
  [
    'provider-pr-1',
    on(
      '2026-01-11',
      {
        type: 'StaffChanged',
        data: {
          measureId: 'm-1',
          role: 'social-worker',
          qualifiedAsAgreed: false,
          changedOn: '2026-01-10',
        },
        sensitive: { note: 'until-further-notice' },
      },
      byProvider,
    ),
  ],
];
