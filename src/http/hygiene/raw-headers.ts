import type { IncomingMessage } from 'node:http';

/** Every value of a header as it was sent: `headers` would join or drop what came twice. */
export function rawHeaders({ rawHeaders: pairs }: IncomingMessage, name: string): string[] {
  return pairs.filter((_, index) => index % 2 === 1 && pairs[index - 1]!.toLowerCase() === name);
}
