import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { InvalidInput } from '../../application/command-errors.js';
import { parseRulebook } from '../../application/rulebook-seeds.js';
import type { Rulebook } from '../../rulebook/rulebook.js';
import { exitCodes } from '../exit-codes.js';
import { Failure } from '../failure.js';

/** The rulebook in a YAML file. @throws Failure that names every fault of it */
export function candidateIn(file: string): Rulebook {
  const text = textOf(file);
  const faults = syntaxFaults(text);
  if (faults.length) throw noRulebook(file, faults);
  try {
    return parseRulebook(text);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw noRulebook(
      file,
      error.faults.map(({ field, problem }) => `${field || 'the file'} ${problem}`),
    );
  }
}

function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError) throw noRulebook(file, ['it is not UTF-8']);
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(`${file} cannot be read: ${why}`, exitCodes.noInput, { cause: error });
  }
}

function syntaxFaults(text: string): readonly string[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const faults = document.errors.map(({ message, pos: [at] }) => {
    const { line, col } = lineCounter.linePos(at);
    return `line ${line}, column ${col}: ${message}`;
  });
  return faults.length ? faults : aliasFaults(document);
}

/** An alias without its anchor, or more of them than any rulebook needs, is only found when values are made. */
function aliasFaults(document: ReturnType<typeof parseDocument>): readonly string[] {
  try {
    document.toJS();
    return [];
  } catch (error) {
    if (error instanceof ReferenceError) return [error.message];
    throw error;
  }
}

const noRulebook = (file: string, faults: readonly string[]): Failure =>
  new Failure(`${file} is no rulebook:\n${faults.map(fault => `  ${fault}`).join('\n')}`, exitCodes.data);
