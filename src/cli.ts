import { CommanderError } from 'commander';
import { exitCodes } from './cli/exit-codes.js';
import { failureOf } from './cli/failure.js';
import { commandLine } from './cli/program.js';
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

// each command loads only what it needs
const program = commandLine(
  {
    token: async options => (await import('./cli/token/print-token.js')).printToken(options, config(), clock),
    import: async (file, options) =>
      (await import('./cli/import/import-file.js')).importFile(file, options, config(), clock, untilSignal()),
    copy: async options =>
      (await import('./cli/copy/copy-log.js')).copyLog(options, config, clock, untilSignal()),
    rebuild: async (view, options) =>
      (await import('./cli/rebuild.js')).rebuild(view, options, config(), clock, untilSignal()),
    history: async (participationId, options) =>
      (await import('./cli/history.js')).history(participationId, options, config(), clock),
    backtest: async (rulebook, options) =>
      (await import('./cli/backtest/run-backtest.js')).runBacktest(rulebook, options, config(), clock),
    dossier: async (caseId, options) =>
      (await import('./cli/dossier/make-dossier.js')).makeDossier(caseId, options, config(), clock),
    verifyDossier: async (file, options) =>
      (await import('./cli/dossier/check-dossier.js')).checkDossier(file, options, config),
    verifyReads: async options =>
      (await import('./cli/access-log/verify-reads.js')).verifyReads(options, config),
    copyReads: async options =>
      (await import('./cli/access-log/copy-reads.js')).copyReads(options, config, clock, untilSignal()),
    backup: async () => (await import('./cli/backup/backup.js')).backup(config(), clock, untilSignal()),
    restore: async file => (await import('./cli/backup/restore.js')).restore(file, config()),
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
