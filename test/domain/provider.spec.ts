import type { ProviderEvent } from '../../src/provider/events.js';
import {
  decideProvider,
  evolveProvider,
  unknownProvider,
  type ProviderCommand,
} from '../../src/provider/provider.js';
import { specification } from '../support/domain/specification.js';
import { on } from '../support/domain/told.js';

const given = specification<ProviderEvent, ProviderCommand>((command, past, issued) =>
  decideProvider(command, past.reduce(evolveProvider, unknownProvider), issued),
);
const registered = on<Extract<ProviderEvent, { type: 'ProviderRegistered' }>>('01-05', {
  type: 'ProviderRegistered',
  data: { name: 'Kompass gGmbH' },
});

describe('RegisterProvider', () => {
  it('names the firm', () =>
    given().when({ type: 'RegisterProvider', name: 'Kompass gGmbH' }).then(registered));

  it('keeps the person to be asked for apart', () =>
    given()
      .when({ type: 'RegisterProvider', name: 'Kompass gGmbH', contact: 'Frau Ahlers, 0231 5550' })
      .then({ ...registered, sensitive: { contact: 'Frau Ahlers, 0231 5550' } }));

  it('is done once', () =>
    given(registered).when({ type: 'RegisterProvider', name: 'Other' }).thenRejected('already-registered'));
});

describe('RecordProviderVisit', () => {
  const seen = { visitedOn: '2026-04-20', rolesPresent: ['coach'], announced: false } as const;
  const visit = { type: 'RecordProviderVisit', ...seen, findings: 'one coach for thirty' } as const;

  it('keeps what was found apart', () =>
    given(registered)
      .when(visit, { on: '04-20' })
      .then(
        on<ProviderEvent>('04-20', {
          type: 'ProviderVisited',
          data: seen,
          sensitive: { findings: 'one coach for thirty' },
        }),
      ));

  it('has happened', () =>
    given(registered).when(visit, { on: '04-19' }).thenRejected('time-order', 'input'));
  it('needs a provider', () => given().when(visit, { on: '04-20' }).thenRejected('unknown-provider'));
});

describe('ReportStaffChange', () => {
  const change = {
    measureId: 'measure-1',
    role: 'social-worker',
    qualifiedAsAgreed: false,
    changedOn: '2026-05-01',
  } as const;

  it.each(['04-20', '05-01', '05-10'])('may come before the day, on it and after: %s', day =>
    given(registered)
      .when({ type: 'ReportStaffChange', ...change, note: 'from another site' }, { on: day })
      .then(
        on<ProviderEvent>(day, {
          type: 'StaffChanged',
          data: change,
          sensitive: { note: 'from another site' },
        }),
      ),
  );

  it('needs a provider', () =>
    given()
      .when({ type: 'ReportStaffChange', ...change })
      .thenRejected('unknown-provider'));
});
