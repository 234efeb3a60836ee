import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { CopyReadsOptions } from './access-log/copy-reads.js';
import type { VerifyReadsOptions } from './access-log/verify-reads.js';
import { formats } from './backtest/formats.js';
import type { BacktestOptions } from './backtest/run-backtest.js';
import type { CopyOptions } from './copy/copy-log.js';
import type { CheckDossierOptions } from './dossier/check-dossier.js';
import type { DossierOptions } from './dossier/make-dossier.js';
import type { ExitCode } from './exit-codes.js';
import type { HistoryOptions } from './history.js';
import type { ImportOptions } from './import/import-file.js';
import type { RebuildOptions } from './rebuild.js';
import { givenRoles, type TokenOptions } from './token/wish.js';

/** What the commands do; each answers with the exit code. */
export interface Actions {
  token(options: TokenOptions): Promise<ExitCode>;
  import(file: string, options: ImportOptions): Promise<ExitCode>;
  copy(options: CopyOptions): Promise<ExitCode>;
  rebuild(view: string | undefined, options: RebuildOptions): Promise<ExitCode>;
  history(participationId: string, options: HistoryOptions): Promise<ExitCode>;
  backtest(rulebook: string, options: BacktestOptions): Promise<ExitCode>;
  dossier(caseId: string, options: DossierOptions): Promise<ExitCode>;
  verifyDossier(file: string, options: CheckDossierOptions): Promise<ExitCode>;
  verifyReads(options: VerifyReadsOptions): Promise<ExitCode>;
  copyReads(options: CopyReadsOptions): Promise<ExitCode>;
  backup(): Promise<ExitCode>;
  restore(file: string): Promise<ExitCode>;
}

const version = (): string => {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
};

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

const environment = `
Environment, as of the server:
  DATA_DIR             where the instance keeps its data (./data)
  EVENT_STORE          esdb://… or esdb+discover://…: the log is in that KurrentDB, not in DATA_DIR
  EVENT_STORE_FILE     instead: a file that holds it
  EVENT_STORE_PREFIX   what the streams there begin with (nothing)
  VIEW_STORE           postgres://…: views, the access log and the policies' stops are in that PostgreSQL
  VIEW_STORE_FILE      instead: a file that holds it
  INSTANCE_KEY_FILE    the key that signs tokens (instance-key.json in DATA_DIR)
  AUTH_…               the identity provider; with one, tokens are not made here

Exit codes:
  0 done, 1 there is no such thing (or views differ), 64 called wrongly, 65 lines were refused, the file is faulty or two logs differ,
  66 what was to be read is not there or cannot be read, 70 a fault of the program, 71 a newer program has changed the
  store, 73 a file cannot be written, 75 try again (a server holds the data directory, nodes serve, a database cannot be
  reached, or the command was stopped), 78 the environment does not fit`;

/** The command line. @param exit takes the exit code of the command that was called */
export function commandLine(actions: Actions, exit: (code: ExitCode) => void): Command {
  const program = new Command('npm run -s teilhabe --')
    .description('The record of participation in funded measures, for its operator.')
    .version(version())
    .addHelpText('after', environment)
    .exitOverride();
  program
    .command('token')
    .description('print a token that this instance accepts, and nothing else')
    .option('--role <role>', `one of ${givenRoles.join(', ')}; may be given several times`, collect)
    .option('--subject <pseudonym>', 'who it is for')
    .option('--provider <id>', 'the provider it speaks for; the role provider needs it')
    .option('--office <id>', 'the office it belongs to; adviser and team-lead need it')
    .option('--audit-provider <id>', 'a provider to be audited; may be given several times', collect)
    .option('--audit-measure <id>', 'a measure to be audited; may be given several times', collect)
    .option('--audit-from <day>', 'first day of the audited period; the role auditor needs an order')
    .option('--audit-to <day>', 'last day of it')
    .option('--expires-in <time>', 'how long it is good: 90s, 30m, 8h, 7d', '8h')
    .action(async (options: TokenOptions) => exit(await actions.token(options)));
  program
    .command('import')
    .argument('<file>', 'NDJSON: a command a line')
    .description('record the commands in a file; a second run over it has no second effect')
    .option('--retry-refused', 'decide lines anew that an earlier run of this file refused')
    .addHelpText('after', aboutImport)
    .action(async (file: string, options: ImportOptions) => exit(await actions.import(file, options)));
  program
    .command('copy')
    .description('move the whole log into another store, and verify it; nothing is deleted')
    .requiredOption('--from <store>', 'the log to be read')
    .requiredOption('--to <store>', 'where it is to stand: empty, or with what an earlier run copied')
    .option('--from-prefix <prefix>', 'what its streams begin with in a KurrentDB')
    .option('--to-prefix <prefix>', 'what they are to begin with in a KurrentDB')
    .addHelpText('after', aboutCopy)
    .action(async (options: CopyOptions) => exit(await actions.copy(options)));
  program
    .command('rebuild')
    .argument('[view]', 'only this one')
    .description('make the views anew from the log, also beside a server')
    .option('--compare', 'only print the rows in which the views made anew differ from the present ones')
    .addHelpText('after', aboutRebuild)
    .action(async (view: string | undefined, options: RebuildOptions) =>
      exit(await actions.rebuild(view, options)),
    );
  program
    .command('history')
    .argument('<participation>', 'its id')
    .description('print everything about one participation, sensitive text too')
    .option('--as-of <moment>', 'what had happened by then, as it is known today')
    .option('--known-at <moment>', 'what the office knew then')
    .option('--recorded-by <moment>', 'what stood in the record then')
    .option('--purpose <text>', 'what it is read for, kept in the access log')
    .addHelpText('after', '\nA moment is a day (2026-03-31, its end) or a time (2026-03-31T09:00:00Z).')
    .action(async (id: string, options: HistoryOptions) => exit(await actions.history(id, options)));
  program
    .command('backtest')
    .argument('<rulebook>', 'YAML: the candidate')
    .description('try the early warnings of a rulebook on the past; changes nothing')
    .option('--from <day>', 'only participations that started on that day or later')
    .option('--to <day>', 'only participations that started on that day or earlier')
    .addOption(new Option('--format <format>', 'how to print it').choices(formats).default('table'))
    .addHelpText('after', aboutBacktest)
    .action(async (file: string, options: BacktestOptions) => exit(await actions.backtest(file, options)));
  program
    .command('backup')
    .description('write the data directory to standard output as one archive (tar), also beside a server')
    .action(async () => exit(await actions.backup()));
  program
    .command('restore')
    .argument('<file>', 'what `backup` wrote; - is standard input')
    .description('put a backup into an empty data directory')
    .action(async (file: string) => exit(await actions.restore(file)));
  const accessLog = program
    .command('access-log')
    .description('check the log of who read whose case, or move it');
  accessLog
    .command('verify')
    .description('derive its chain anew, also beside a server; print how far it goes, or name every fault')
    .option('--log <log>', 'another one than that of this instance', 'view-store')
    .option('--noted <head>', 'a head that was printed before: it must still be in it')
    .addHelpText('after', aboutReads)
    .action(async (options: VerifyReadsOptions) => exit(await actions.verifyReads(options)));
  accessLog
    .command('copy')
    .description("move it, unchanged, and the policies' stops, and verify it there; nothing is deleted")
    .requiredOption('--from <log>', 'the log to be read')
    .requiredOption('--to <log>', 'where it is to stand: empty, or with what an earlier run copied')
    .addHelpText('after', aboutReads)
    .action(async (options: CopyReadsOptions) => exit(await actions.copyReads(options)));
  const dossier = program
    .command('dossier')
    .description('write everything about a provider case into one ZIP, or check such a file');
  dossier
    .command('make', { isDefault: true })
    .argument('<case>', 'its id')
    .description('write the dossier of a provider case; `make` can be left out')
    .requiredOption('--out <file>', 'the ZIP to be written, which must not be there')
    .option('--purpose <text>', 'what it is read for, kept in the access log')
    .addHelpText('after', aboutDossier)
    .action(async (caseId: string, options: DossierOptions) => exit(await actions.dossier(caseId, options)));
  dossier
    .command('verify')
    .argument('<file>', 'the ZIP')
    .description('check sums, references and deadlines of a dossier; name every fault')
    .option('--against-log', 'make it anew from the log of this instance, and compare')
    .action(async (file: string, options: CheckDossierOptions) =>
      exit(await actions.verifyDossier(file, options)),
    );
  return program;
}

const aboutImport = `
Each line: {"command", "key", "actor": {"id", "role", "organisation"?}, "source"?, "occurredAt"?, "sourceKnewAt"?,
"learnedAt"?, …the fields of the command}. Refused lines are written to FILE.rejected, each with its number and every
reason. A run that was stopped or killed is taken up again by giving the same command.`;

const aboutCopy = `
A store is sqlite:DIRECTORY (a data directory), esdb://… or esdb+discover://…, or the word event-store for what
EVENT_STORE, or EVENT_STORE_FILE, names with EVENT_STORE_PREFIX (without it DATA_DIR): then no password stands in the
list of processes. Stop everything that writes to either. A run that was stopped or killed is taken up again by giving the same command.
The target keeps an identity of its own: views are made anew, and cursors of the feed answer 410.
See docs/several-machines.md.`;

const aboutRebuild = `
Views are built beside the present ones, which are served meanwhile, and take their place in one step. Where a server of
another version serves, they are left for the start of one of this version. A run that was stopped or killed is taken up
again by giving the same command. --compare leaves what it built for a later rebuild.`;

const aboutReads = `
A log is sqlite:DIRECTORY (a data directory), postgres://…, or the word view-store for what VIEW_STORE, or
VIEW_STORE_FILE, names (without it DATA_DIR): then no password stands in the list of processes. To copy, stop everything
that writes to either; a run that was stopped or killed is taken up again by giving the same command.
Whoever keeps a head that was printed shows later that the end was not cut off.`;

const aboutDossier = `
Clients and participations bear pseudonyms of the dossier's own, staff their role. See docs/dossier.md.`;

const aboutBacktest = `
Each rule is replayed by itself over what the office learned, in the order in which it was learned, as if no risk had
been open. Participations that are still running or annulled are left out. See docs/backtest.md.`;
