import { structureFaults, textFaults } from '../../application/validation.js';
import { Problem } from '../problem/problem.js';

const most = 32;

/** The parameters of a query as texts, each at most once. @throws Problem `bad-query` */
export function strictQuery(query: string): Record<string, string> {
  if (!/^[\x21-\x7e]*$/.test(query))
    throw new Problem('bad-query', 'The query has characters that must be escaped.');
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map(pair => {
      const at = pair.indexOf('=');
      return at < 0
        ? ([decoded(pair), ''] as const)
        : ([decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))] as const);
    });
  if (pairs.length > most) throw new Problem('bad-query', `A query may have ${most} parameters.`);
  const names = pairs.map(([name]) => name);
  const errors = names
    .filter((name, index) => name === '' || names.indexOf(name) < index)
    .map(field => ({ field, problem: field ? 'must not be repeated' : 'must have a name' }));
  // Entries become own properties even when one is called `__proto__`, so that the next check sees it.
  const parameters = Object.fromEntries(pairs);
  errors.push(...structureFaults(parameters), ...textFaults(parameters));
  if (errors.length) throw new Problem('bad-query', 'Parameters of the query are wrong.', { errors });
  return parameters;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Problem('bad-query', 'The query has an escape that is none.');
  }
}
