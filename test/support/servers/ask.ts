/** Where a server is asked that this run of jest has; it is started if it is not running yet. */
export async function addressOf(name: string): Promise<string> {
  const response = await fetch(`${process.env.TEST_SERVERS}/${name}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

/** What this machine lacks for a server; empty where it can be had. */
export const lackFor = (name: string): string =>
  process.env[`TEST_LACKS_${name.toUpperCase()}`] ?? 'jest was started without its globalSetup';

/** A `describe` for tests that need a server; where it cannot be had, they are skipped and say so. */
export function describeWith(name: string): (title: string, tests: () => void) => void {
  const lack = lackFor(name);
  return (title, tests) => {
    if (lack === '') describe(title, tests);
    else describe.skip(`${title} [SKIPPED: ${lack}]`, tests);
  };
}
