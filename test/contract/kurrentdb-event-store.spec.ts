import { eventStoreContract } from '../support/event-store/contract.js';
import { kurrentHarness } from '../support/event-store/kurrent.harness.js';

eventStoreContract('KurrentDB', kurrentHarness);
