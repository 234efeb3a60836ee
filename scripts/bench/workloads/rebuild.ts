import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { atLeast, median, type Result } from '../figures.ts';
import type { RebuildWish } from '../limits/rebuild-run.ts';
import { Worker } from '../worker.ts';

/** Rounds of both in turn; where one takes more than so many seconds, it is the last. */
const [mostRounds, longRound] = [3, 15] as const;

/** All views made anew from a log, against a bare loop that parses it and writes the same rows: in each database. */
export async function rebuild(dataDir: string, events: number): Promise<readonly Result[]> {
  return [await inFile(dataDir, events), await inPostgres(dataDir, events)];
}

function inFile(dataDir: string, events: number): Promise<Result> {
  const file = (name: string): string => join(dataDir, `${name}.db`);
  const bare = { events: file('events'), views: file('views'), scratch: file('bare-views') };
  return inTurns('SQLite', events, { DATA_DIR: dataDir }, { kind: 'SQLite', ...bare });
}

/** The PostgreSQL that the environment names; the views are made in schemas of their own, which go again. */
async function inPostgres(dataDir: string, events: number): Promise<Result> {
  const url = [process.env['VIEW_STORE'], process.env['TEST_POSTGRES']].find(value =>
    /^postgres(ql)?:/.test(value ?? ''),
  );
  if (url === undefined)
    return {
      workload: 'rebuild of all views, PostgreSQL',
      events,
      lines: [],
      verdicts: [],
      notes: ['*** NOT MEASURED: neither VIEW_STORE nor TEST_POSTGRES names a PostgreSQL ***'],
    };
  const own = `bench_${randomUUID().slice(0, 8)}`;
  const schemas = { views: `${own}_views`, bare: `${own}_bare` };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const drop = (schema: string) => client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  try {
    await client.query(`CREATE SCHEMA ${schemas.views}`);
    const address = new URL(url);
    const options = [address.searchParams.get('options'), `-c search_path=${schemas.views}`];
    address.searchParams.set('options', options.filter(Boolean).join(' '));
    address.search = address.search.replaceAll('+', '%20');
    const environment = { DATA_DIR: dataDir, VIEW_STORE: address.href };
    const bare = { kind: 'PostgreSQL', events: join(dataDir, 'events.db'), url, schemas } as const;
    return await inTurns('PostgreSQL', events, environment, bare, async () => {
      await drop(schemas.bare);
      await client.query(`CREATE SCHEMA ${schemas.bare}`);
    });
  } finally {
    for (const schema of Object.values(schemas)) await drop(schema).catch(() => undefined);
    await client.end();
  }
}

/** @param beforeBare makes room for what the bare loop writes */
async function inTurns(
  database: string,
  events: number,
  environment: Readonly<Record<string, string>>,
  limit: RebuildWish,
  beforeBare: () => Promise<void> = () => Promise.resolve(),
): Promise<Result> {
  const start = () => Worker.start<RebuildWish, number>('limits/rebuild-run.ts', []);
  const [product, bare] = [start(), start()];
  const turns = { ours: [] as number[], theirs: [] as number[] };
  try {
    do {
      turns.ours.push(await product.ask({ kind: 'product', environment }));
      await beforeBare();
      turns.theirs.push(await bare.ask(limit));
    } while (turns.ours.length < mostRounds && turns.ours.at(-1)! + turns.theirs.at(-1)! < longRound);
    const [ours, theirs] = [median(turns.ours), median(turns.theirs)];
    return {
      workload: `rebuild of all views, ${database}`,
      events,
      lines: [
        { what: 'rebuild', count: events, perSecond: events / ours, memoryMb: product.memoryMb() },
        {
          what: 'bare loop',
          count: events,
          perSecond: events / theirs,
          memoryMb: bare.memoryMb(),
          limit: true,
        },
      ],
      verdicts: [atLeast(0.5, theirs / ours, 'of the bare loop')],
      notes: [
        `${ours.toFixed(1)} s against ${theirs.toFixed(1)} s, medians of rounds in turn: ${turns.ours.length}`,
      ],
    };
  } finally {
    await Promise.all([product.stop(), bare.stop()]);
  }
}
