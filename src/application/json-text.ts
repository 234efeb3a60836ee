/** Levels that JSON from outside may be nested. */
export const deepest = 32;

/** What is wrong with a text that was to be JSON; `detail` never repeats it. */
export interface JsonFault {
  readonly code: 'malformed-json' | 'too-deep';
  readonly detail: string;
}

export type JsonText =
  { readonly value: unknown; readonly fault?: undefined } | { readonly fault: JsonFault };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The JSON value that the bytes are, unless it is none or two readers could read it differently. */
export function jsonIn(bytes: Uint8Array): JsonText {
  const text = decoded(bytes);
  if (text === undefined) return malformed('it is not UTF-8');
  const { depth, pairs } = outline(text);
  if (depth > deepest)
    return { fault: { code: 'too-deep', detail: `it is nested more than ${deepest} levels deep` } };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return malformed('it does not follow the grammar of JSON');
  }
  return countPairs(value) === pairs ? { value } : malformed('an object has the same key twice');
}

const malformed = (detail: string): JsonText => ({ fault: { code: 'malformed-json', detail } });

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
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
