import { failureOf } from '../../src/cli/failure.js';
import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { StoreFormatTooNew } from '../../src/event-store/store-format.js';
import { AnotherNodeLeads } from '../../src/nodes/leadership.js';

describe('a failure of a command', () => {
  it('by a store that a newer program wrote has the exit code that the server has', () => {
    expect(failureOf(new StoreFormatTooNew(2, 1))).toMatchObject({ exitCode: 71 });
  });

  it('by a database that cannot be reached says where to look', () => {
    const { exitCode, message } = failureOf(new StoreUnavailable('it cannot be reached'), ['EVENT_STORE']);
    expect(exitCode).toBe(75);
    expect(message).toContain('what EVENT_STORE names runs');
  });

  it('by nodes that serve says to stop them, and doubts no database', () => {
    const { exitCode, message } = failureOf(new AnotherNodeLeads(), ['EVENT_STORE', 'VIEW_STORE']);
    expect(exitCode).toBe(75);
    expect(message).toMatch(/stop all nodes first$/);
  });
});
