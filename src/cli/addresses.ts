import { resolve } from 'node:path';
import { prefixForm, type Config, type EventStoreSetting } from '../config.js';
import { connectionFaults } from '../event-store/kurrentdb/connection.js';
import { postgresFaults } from '../postgres/postgres-url.js';
import { exitCodes } from './exit-codes.js';
import { Failure } from './failure.js';

/** Where a store is that a command moves something from or to. */
export type Address =
  | {
      readonly kind: 'sqlite';
      /** A data directory: an absolute path. */
      readonly directory: string;
    }
  | Extract<EventStoreSetting, { kind: 'kurrentdb' }>
  | { readonly kind: 'postgres'; readonly url: string };

type Kind = Address['kind'];
export type AddressOf<K extends Kind> = Extract<Address, { kind: K }>;

/** The settings, read only where an address refers to them. */
type Settings = () => Config;

interface Form {
  /** As the help shows it. */
  readonly shown: string;
  /** What an address of this kind begins with. */
  readonly begins: RegExp;
  /** The word for what the settings name, so that no password stands in the list of processes. */
  readonly word?: string;
  read(text: string): Address | readonly string[];
}

const forms: Readonly<Record<Kind, Form>> = {
  sqlite: {
    shown: 'sqlite:DIRECTORY',
    begins: /^sqlite:/,
    read: text => sqliteAt(text.slice('sqlite:'.length)),
  },
  kurrentdb: {
    shown: 'esdb://… or esdb+discover://…',
    begins: /^esdb(\+discover)?:/,
    word: 'event-store',
    read: text => orFaults(connectionFaults(text), { kind: 'kurrentdb', connection: text, prefix: '' }),
  },
  postgres: {
    shown: 'postgres://…',
    begins: /^postgres(ql)?:/,
    word: 'view-store',
    read: text => orFaults(postgresFaults(text), { kind: 'postgres', url: text }),
  },
};

const sqliteAt = (path: string): Address | readonly string[] =>
  path === '' || path.includes('\0')
    ? ['must name a data directory after sqlite:']
    : { kind: 'sqlite', directory: resolve(path) };

const orFaults = (faults: readonly string[], address: Address): Address | readonly string[] =>
  faults.length ? faults : address;

const isFaults = (read: Address | readonly string[]): read is readonly string[] => Array.isArray(read);

/** The words that stand for what the settings name; without the setting, that is the data directory. */
const words: Readonly<Record<string, (config: Config) => Address>> = {
  'event-store': ({ eventStore, dataDir }) =>
    eventStore.kind === 'sqlite' ? { kind: 'sqlite', directory: dataDir } : eventStore,
  'view-store': ({ viewStore, dataDir }) =>
    viewStore.kind === 'sqlite' ? { kind: 'sqlite', directory: dataDir } : viewStore,
};

/** How addresses of these kinds can be written, for people to read. */
export const shownForms = (kinds: readonly Kind[]): string =>
  kinds.flatMap(kind => [forms[kind].shown, forms[kind].word ?? []].flat()).join(', ');

/** An address as it was given, and the prefix that its own option gave. */
interface Given {
  readonly text: string;
  readonly prefix?: string | undefined;
}

function addressIn(
  { text, prefix }: Given,
  kinds: readonly Kind[],
  settings: Settings,
): Address | readonly string[] {
  if (kinds.some(kind => forms[kind].word === text))
    return prefix === undefined ? words[text]!(settings()) : ['has its prefix from EVENT_STORE_PREFIX'];
  const kind = kinds.find(one => forms[one].begins.test(text));
  const read = kind ? forms[kind].read(text) : [`must be one of ${shownForms(kinds)}`];
  return prefix === undefined || isFaults(read) ? read : withPrefix(read, prefix);
}

const withPrefix = (address: Address, prefix: string): Address | readonly string[] =>
  address.kind === 'kurrentdb' ? { ...address, prefix } : ['can have a prefix only with esdb:'];

/**
 * The addresses that the options of a command give; `--from-prefix` belongs to `--from`.
 * @throws Failure that names every option at fault and repeats no address, which may hold a password; InvalidConfig
 */
export function addressesIn<Option extends string, K extends Kind>(
  given: Readonly<Record<Option, Given>>,
  kinds: readonly K[],
  settings: Settings,
): Readonly<Record<Option, AddressOf<K>>> {
  const read = Object.entries<Given>(given).map(
    ([option, one]) => [option, addressIn(one, kinds, settings), one.prefix ?? ''] as const,
  );
  const faults = read.flatMap(([option, found, prefix]) => [
    ...(isFaults(found) ? found.map(fault => `${option} ${fault}`) : []),
    ...(prefixForm.pattern.test(prefix) ? [] : [`${option}-prefix ${prefixForm.problem}`]),
  ]);
  if (faults.length) throw new Failure(faults.join('\n'), exitCodes.usage);
  return Object.fromEntries(read.map(([option, found]) => [option, found])) as unknown as Readonly<
    Record<Option, AddressOf<K>>
  >;
}
