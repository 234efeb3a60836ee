import { v5 } from 'uuid';
import { Histories } from '../../../src/application/histories.js';
import { Journal } from '../../../src/application/journal.js';
import { OverdueDuties } from '../../../src/application/participation/overdue-duties.js';
import { Turns } from '../../../src/turns.js';
import type { Clock } from '../../../src/clock.js';
import type { NewEntry } from '../../../src/event-codec/event-codec.js';
import { ClockWatch } from '../../../src/policies/clock-watch.js';
import { declareOverdueDuties } from '../../../src/policies/declare-overdue.js';
import { Policies } from '../../../src/policies/policies.js';
import { StopFile } from '../../../src/policies/stop-file.js';
import { dutiesView } from '../../../src/views/duties/duties.projection.js';
import { DutiesQuery } from '../../../src/views/duties/duties.query.js';
import type { DutyTables } from '../../../src/views/duties/duties.table.js';
import { rulebooks, type Told } from '../told-participation.js';
import type { Bench } from '../views/bench.js';

const namespace = 'f1f1b3a8-3d0a-4c39-8a53-0c6f3a6de9c4';
const isTold = /^[a-z]-\d+-\d+(\.\d+)?$/;

/** With the UUIDs that a log asks for. */
const withUuids = (value: unknown): unknown => {
  if (typeof value === 'string') return isTold.test(value) ? v5(value, namespace) : value;
  if (Array.isArray(value)) return value.map(withUuids);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withUuids(item)]));
};

/** Writes what was told into the log, as it was told or otherwise. */
export async function write(bench: Bench, told: Told, otherwise: Partial<NewEntry> = {}): Promise<void> {
  const entries = told.history.map(({ stream: _, revision: __, position: ___, ...entry }) => {
    const uuids = withUuids(entry) as NewEntry;
    const causes = {
      correlationId: v5(entry.correlationId, namespace),
      causationId: v5(entry.causationId, namespace),
    };
    return {
      ...uuids,
      ...causes,
      command: { id: v5(`${told.id} ${entry.command.id}`, namespace), digest: '' },
      ...otherwise,
    };
  });
  await bench.tell(told.stream, ...(entries as readonly NewEntry[]));
}

/** A server as far as its policies are concerned, over the log of the bench and with views of its own. */
export async function server(bench: Bench, clock: Clock, name: string) {
  const { log } = bench;
  const store = await bench.views(`${name}.sqlite`);
  const projector = bench.projector(store, [dutiesView(rulebooks)]);
  await projector.start();
  const journal = new Journal(log, new Histories(log), new Turns(), clock, rulebooks);
  const duties = new DutiesQuery(store.queries<DutyTables>());
  const watch = new ClockWatch(clock, new StopFile(bench.path(`${name}.stops`)));
  const upToDate = async () => {
    const head = await log.head();
    if (head !== undefined && !(await projector.waitFor(head, 10_000))) throw new Error('the view is behind');
  };
  const policies = [declareOverdueDuties(duties, new OverdueDuties(journal, rulebooks))];
  return new Policies(policies, watch, clock, {
    upToDate,
    newest: async () => (await log.newest())?.recordedAt,
    leads: () => true,
  });
}

/** What was declared overdue, in the order of the log. */
export const declarations = async (bench: Bench) =>
  (await bench.log.readAll(undefined, 100_000)).filter(
    entry => entry.type === 'ReportOverdue' || entry.type === 'ResponseOverdue',
  );
