import { CommanderError } from 'commander';
import { copyReads } from './cli/access-log/copy-reads.js';
import { verifyReads } from './cli/access-log/verify-reads.js';
import { runBacktest } from './cli/backtest/run-backtest.js';
import { copyLog } from './cli/copy/copy-log.js';
import { backup } from './cli/backup/backup.js';
import { restore } from './cli/backup/restore.js';
import { checkDossier } from './cli/dossier/check-dossier.js';
import { makeDossier } from './cli/dossier/make-dossier.js';
import { exitCodes } from './cli/exit-codes.js';
import { failureOf } from './cli/failure.js';
import { history } from './cli/history.js';
import { importFile } from './cli/import/import-file.js';
import { commandLine } from './cli/program.js';
import { rebuild } from './cli/rebuild.js';
import { printToken } from './cli/token/print-token.js';
import { SystemClock } from './clock.js';
import { Config } from './config.js';

const clock = new SystemClock();
const config = (): Config => Config.from(process.env);

/** The first signal asks to end in good order, a second one ends at once. */
function untilSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

const program = commandLine(
  {
    token: async options => printToken(options, config(), clock),
    import: async (file, options) => importFile(file, options, config(), clock, untilSignal()),
    copy: async options => copyLog(options, config, clock, untilSignal()),
    rebuild: async view => rebuild(view, config(), clock),
    history: async (participationId, options) => history(participationId, options, config(), clock),
    backtest: async (rulebook, options) => runBacktest(rulebook, options, config(), clock),
    dossier: async (caseId, options) => makeDossier(caseId, options, config(), clock),
    verifyDossier: async (file, options) => checkDossier(file, options, config),
    verifyReads: async options => verifyReads(options, config),
    copyReads: async options => copyReads(options, config, clock, untilSignal()),
    backup: async () => backup(config(), clock, untilSignal()),
    restore: async file => restore(file, config()),
  },
  code => (process.exitCode = code),
);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  else {
    const databases = ['EVENT_STORE', 'VIEW_STORE'].filter(
      name => process.env[name] || process.env[`${name}_FILE`],
    );
    const failure = failureOf(error, databases);
    process.stderr.write(`${failure.message}\n`);
    process.exitCode = failure.exitCode;
  }
}
