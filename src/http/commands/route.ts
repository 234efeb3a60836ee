import type { CommandName } from '../../application/commands.js';

/** One command's place in the API: a POST to what it concerns. */
export interface CommandRoute {
  readonly path: string;
  readonly command: CommandName;
  readonly summary: string;
}

export const post = (path: string, command: CommandName, summary: string): CommandRoute => ({
  path,
  command,
  summary,
});

/** The names of the parameters in a path. */
export const parametersOf = (path: string): readonly string[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
