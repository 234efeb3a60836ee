import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { doors, forbiddenFolders, importTable, mustBePure, type Room } from './import-table.js';
import type { SourceFile } from './source-file.js';

/**
 * Every breach of the house's rules in the files of `src`, as sentences that name file, import and rule.
 * `dependencies`: the packages that a production install has.
 */
export function violations(files: readonly SourceFile[], dependencies: readonly string[]): string[] {
  return [
    ...files.flatMap(source => [
      ...placeViolations(source),
      ...source.imports.flatMap(specifier => importViolations(source.file, specifier, dependencies)),
      ...purityViolations(source),
    ]),
    ...cycles(new Map(files.map(source => [source.file, targetsOf(source)]))).map(
      round => `${round.join(' → ')}: a cycle, and there are no cycles`,
    ),
  ];
}

const isRelative = (specifier: string): boolean => specifier.startsWith('.');
const roomOf = (file: string): string => file.split('/')[0]!.replace(/\.[a-z]+$/, '');
const list = (names: readonly string[]): string => names.join(', ') || 'nothing';

const targetOf = (file: string, specifier: string): string =>
  posix.join(posix.dirname(file), specifier).replace(/\.js$/, '.ts');

const targetsOf = ({ file, imports }: SourceFile): string[] =>
  imports.flatMap(specifier => (specifier && isRelative(specifier) ? [targetOf(file, specifier)] : []));

function placeViolations({ file, barrel }: SourceFile): string[] {
  const found: string[] = [];
  const folder = file
    .split('/')
    .slice(0, -1)
    .find(name => forbiddenFolders.includes(name));
  if (folder) found.push(`${file} stands in a folder named ${folder}: a thing lives with what it belongs to`);
  if (barrel || posix.basename(file) === 'index.ts')
    found.push(`${file} is a barrel, and there are no barrels`);
  if (!doors.includes(file) && !importTable[roomOf(file)])
    found.push(`${file} stands in ${roomOf(file)}, a room that the import table does not know`);
  return found;
}

function importViolations(
  file: string,
  specifier: string | undefined,
  dependencies: readonly string[],
): string[] {
  if (specifier === undefined) return [`${file} imports what only runs decide: an import names a fixed text`];
  const says = (rule: string): string[] => [`${file} imports ${specifier}: ${rule}`];
  const room: Room | undefined = doors.includes(file) ? undefined : importTable[roomOf(file)];

  if (!isRelative(specifier)) {
    const name = specifier.replace(/^((?:@[^/]+\/)?[^/]+).*/, '$1');
    const builtin = specifier.startsWith('node:') || builtinModules.includes(name);
    if (room?.packages && !room.packages.includes(name))
      return says(`the packages that ${roomOf(file)} may import are ${list(room.packages)}`);
    if (builtin || dependencies.includes(name)) return [];
    return says('it is not among the dependencies, so a production install lacks it');
  }

  const target = targetOf(file, specifier);
  if (target.startsWith('../')) return says('it leads out of src');
  if (doors.includes(target)) return says(`nothing imports ${target}, where the house is put together`);
  if (!room || roomOf(target) === roomOf(file) || room.rooms.includes(roomOf(target))) return [];
  return says(`${roomOf(file)} may import ${list(room.rooms)}`);
}

const purityViolations = ({ file, impurities }: SourceFile): string[] =>
  mustBePure(file)
    ? impurities.map(what => `${file} uses ${what}: time and chance arrive in the command`)
    : [];

/** Every way round that a walk along the edges closes, each once, as the nodes from where it begins to there again. */
export function cycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (node: string, path: readonly string[]): void => {
    const begins = path.indexOf(node);
    if (begins >= 0) found.push([...path.slice(begins), node]);
    if (begins >= 0 || done.has(node)) return;
    for (const next of edges.get(node) ?? []) walk(next, [...path, node]);
    done.add(node);
  };
  for (const node of edges.keys()) walk(node, []);
  return found;
}
