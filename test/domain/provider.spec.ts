import type { ProviderEvent } from '../../src/provider/events.js';
import {
  decideProvider,
  evolveProvider,
  unknownProvider,
  type RegisterProvider,
} from '../../src/provider/provider.js';
import { specification } from '../support/domain/specification.js';
import { on } from '../support/domain/told.js';

const given = specification<ProviderEvent, RegisterProvider>((command, past) =>
  decideProvider(command, past.reduce(evolveProvider, unknownProvider)),
);
const registered = on<ProviderEvent>('01-05', {
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
