/**
 * Asks the product, in this process, every question once and writes down the statements with which it found the rows
 * of the answer: those of the log that name the participation's stream, those of the views that read the timeline.
 * What finds out whether the caller may ask, and what logs the answer, is left out.
 */
import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { kinds, type Asked, type Kind, type Questions } from '../callers.ts';
import { built } from '../product.ts';
import { answering } from '../worker.ts';

/** A statement as it ran, in one of the files of the data directory. */
export interface Statement {
  readonly file: string;
  readonly sql: string;
  readonly values: readonly unknown[];
}
/** For every question the statements of its answer. */
export type Recorded = Readonly<Record<Kind, readonly (readonly Statement[])[]>>;

type Reading = 'all' | 'get' | 'iterate';

function listening(): { take(): readonly Statement[] } {
  let heard: Statement[] = [];
  const probe = new Database(':memory:');
  const prototype = Object.getPrototypeOf(probe.prepare('SELECT 1')) as Record<
    Reading,
    (this: Database.Statement, ...values: unknown[]) => unknown
  >;
  probe.close();
  for (const name of ['all', 'get', 'iterate'] as const) {
    const before = prototype[name];
    prototype[name] = function (...values) {
      heard.push({ file: basename(this.database.name), sql: this.source, values: values.flat() });
      return before.apply(this, values);
    };
  }
  return {
    take: () => {
      const taken = heard;
      heard = [];
      return taken;
    },
  };
}

const isOf = ({ file, sql, values }: Statement, { about }: Asked): boolean =>
  file === 'events.db'
    ? values.includes(`participation-${about}`)
    : file === 'views.db' && sql.includes('adviser_timeline_entry') && values.includes(about);

answering<{ readonly dataDir: string; readonly questions: string; readonly to: string }>(
  async ({ dataDir, questions, to }) => {
    const [{ assemble }, { Config }, { SystemClock }] = await Promise.all([
      built<typeof import('../../../src/serve.js')>('serve'),
      built<typeof import('../../../src/config.js')>('config'),
      built<typeof import('../../../src/clock.js')>('clock'),
    ]);
    const asked = JSON.parse(readFileSync(questions, 'utf8')) as Questions;
    const heard = listening();
    const config = Config.from({ DATA_DIR: dataDir, LOG_LEVEL: 'error' });
    const { app, instance } = await assemble(config, new SystemClock());
    const statementsOf = async (one: Asked): Promise<readonly Statement[]> => {
      heard.take();
      const answer = await app.inject({
        method: 'GET',
        url: one.path,
        headers: { authorization: one.authorization },
      });
      if (answer.statusCode !== 200)
        throw new Error(`${one.path}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
      // what is read twice is needed once
      const own = heard.take().filter(statement => isOf(statement, one));
      return [...new Map(own.map(statement => [JSON.stringify(statement), statement])).values()];
    };
    try {
      const recorded: Partial<Record<Kind, readonly (readonly Statement[])[]>> = {};
      for (const kind of kinds) {
        // the provider's answer is made of the same rows; asked later it would find them kept in memory
        const ofKind = kind === 'case history as the provider reads it' ? 'case history' : kind;
        const all: (readonly Statement[])[] = [];
        if (ofKind === kind) for (const one of asked[kind]) all.push(await statementsOf(one));
        recorded[kind] = ofKind === kind ? all : recorded[ofKind]!;
        if (recorded[kind].some(({ length }) => length === 0))
          throw new Error(`${kind}: an answer came about without reading its rows`);
      }
      writeFileSync(to, JSON.stringify(recorded));
    } finally {
      await app.close();
      await instance.close();
    }
  },
);
