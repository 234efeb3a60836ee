import { setTimeout as pause } from 'node:timers/promises';
import { KurrentEventStore } from '../../src/event-store/kurrentdb/kurrent-event-store.js';
import { Crowd } from '../support/e2e/crowd.js';
import { Ledger } from '../support/e2e/ledger.js';
import { served } from '../support/e2e/served.js';
import { Chance } from '../support/kurrentdb/chance.js';
import { CutWriter, Tally } from '../support/kurrentdb/cut-writer.js';
import { CuttingProxy } from '../support/kurrentdb/cutting-proxy.js';
import { freshKurrent } from '../support/kurrentdb/kurrent.js';

const wanted = Number(process.env['CUT_APPENDS'] ?? 100);
const seed = Number(process.env['CUT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const writers = 4;
/** Milliseconds: short, so that some appends run out of them. */
const times = { call: 1_000, append: 600 };

it(
  `tells the truth of ${wanted} appends whose connection is cut (CUT_SEED=${seed})`,
  async () => {
    const kurrent = await freshKurrent();
    const { connection, prefix } = kurrent;
    const direct = await KurrentEventStore.open({ connection, prefix });
    const begun = performance.now();
    const tally = new Tally();
    const cuts = { request: 0, 'request-end': 0, answer: 0, 'answer-part': 0 };
    const write = async (who: number): Promise<number> => {
      const proxy = await CuttingProxy.before(connection);
      const through = await KurrentEventStore.open({ connection: proxy.connection, prefix, times });
      try {
        const writer = new CutWriter(`w${who}`, new Chance(seed + who), proxy, through, direct, tally);
        while (tally.cut < wanted) await writer.one();
        return await writer.audit();
      } finally {
        await through.close();
        await proxy.stop();
        for (const [at, count] of Object.entries(proxy.cuts)) cuts[at as keyof typeof cuts] += count;
      }
    };
    try {
      const events = await Promise.all(Array.from({ length: writers }, (_, who) => write(who)));
      expect(tally.cut).toBeGreaterThanOrEqual(wanted);
      if (process.env['CUT_APPENDS'])
        process.stderr.write(
          `${JSON.stringify({
            seed,
            appends: tally.appends,
            'whose connection was cut': tally.cut,
            'cuts before the commit': cuts.request + cuts['request-end'],
            'cuts after it': cuts.answer + cuts['answer-part'],
            ...tally.outcomes,
            events: events.reduce((sum, count) => sum + count),
            seconds: Math.round((performance.now() - begun) / 1_000),
          })}\n`,
        );
    } finally {
      await direct.close();
      await kurrent.close();
    }
  },
  60_000 + wanted * 500,
);

const cutCommands = Number(process.env['CUT_COMMANDS'] ?? 40);
const { start } = served();

it(
  `answers commands with 201 or, to be asked again, with 503, while ${cutCommands} connections are cut (CUT_SEED=${seed})`,
  async () => {
    const kurrent = await freshKurrent();
    const proxy = await CuttingProxy.before(kurrent.connection);
    const chance = new Chance(seed);
    const answers: Record<number, number> = {};
    try {
      const environment = { EVENT_STORE: proxy.connection, EVENT_STORE_PREFIX: kurrent.prefix };
      const { server, remote } = await start(environment);
      const crowd = await Crowd.gather(remote, 6);
      const over = new AbortController();
      const sending = crowd.sendThrough(over.signal, ({ statusCode }) => {
        answers[statusCode] = (answers[statusCode] ?? 0) + 1;
      });
      const failed = sending.catch(() => over.abort());
      for (let cut = 0; cut < cutCommands; cut++) {
        const next = proxy.nextCut();
        const at = chance.of(['request', 'request-end', 'answer', 'answer-part'] as const);
        proxy.arm({ at, bytes: chance.below(1_000), skip: chance.below(8) });
        await Promise.race([next, failed]);
        const answered = crowd.promised.length;
        while (!over.signal.aborted && crowd.promised.length < answered + 2) await pause(5);
      }
      over.abort();
      await sending;
      expect(await server.terminate()).toMatchObject({ code: 0, signal: null });
      const ledger = new Ledger(false);
      await remote.read(log => ledger.readOn(log));
      expect(ledger.broken(crowd.promised)).toEqual([]);
      expect(server.loggedBeside('StoreUnavailable', 'OutcomeUnknown')).toEqual([]);
      if (process.env['CUT_COMMANDS'])
        process.stderr.write(
          `${JSON.stringify({ seed, cuts: proxy.cuts, sent: crowd.sent, answers, events: ledger.events })}\n`,
        );
    } finally {
      await proxy.stop();
      await kurrent.close();
    }
  },
  120_000 + cutCommands * 2_000,
);
