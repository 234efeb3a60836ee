import { structureFaults, textFaults } from '../../application/validation.js';
import { Problem } from '../problem/problem.js';

const deepest = 32;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The JSON value that the bytes are, `undefined` for none. @throws Problem for what two readers could read differently */
export function jsonBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  const text = decoded(bytes);
  const { depth, pairs } = outline(text);
  if (depth > deepest) throw new Problem('body-too-deep', `The body may be nested ${deepest} levels deep.`);
  const value = parsed(text);
  if (countPairs(value) !== pairs) throw malformed('An object has the same key twice.');
  const misplaced = structureFaults(value);
  if (misplaced.length)
    throw new Problem('validation', 'The body has names or places that no field has.', { errors: misplaced });
  const unclean = textFaults(value);
  if (unclean.length)
    throw new Problem('bad-text', 'Use text without control characters, in whole characters.', {
      errors: unclean,
    });
  return value;
}

const malformed = (detail: string): Problem => new Problem('malformed-json', detail);

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformed('The body is not UTF-8.');
  }
}

/** A byte order mark is no JSON either, and `JSON.parse` says so. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed('The body does not follow the grammar of JSON.');
  }
}

/** How deep a text is nested and how many pairs of key and value it spells out, found without recursion. */
function outline(text: string): { depth: number; pairs: number } {
  let depth = 0;
  let level = 0;
  let pairs = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === backslash) i++;
      else if (c === quote) quoted = false;
    } else if (c === quote) quoted = true;
    else if (c === colon) pairs++;
    else if (c === openBrace || c === openBracket) depth = Math.max(depth, ++level);
    else if (c === closeBrace || c === closeBracket) level--;
  }
  return { depth, pairs };
}

const [quote, backslash, colon, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\:{}[]'].map(c =>
  c.charCodeAt(0),
);

/** Pairs that are left in the value: fewer than were spelled out where a key came twice. */
function countPairs(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const items: unknown[] = Object.values(value);
  const own = Array.isArray(value) ? 0 : items.length;
  return items.reduce((sum: number, item) => sum + countPairs(item), own);
}
