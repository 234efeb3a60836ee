#!/usr/local/bin/node
/**
 * What a container runs: the server (`serve`), the demo, the question whether it is well (`health`), or any command of
 * the command line, in this very process, so that signals reach it.
 */
const doors = { serve: '../dist/main.js', demo: '../dist/demo.js', health: './health.js' };

// The first process of a container ignores signals that it does not handle. Until somebody handles them, and once
// nobody does any more, they end it as they end any other process.
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
])
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(128 + number);
  });

const [name = '', ...rest] = process.argv.slice(2);
const door = Object.hasOwn(doors, name) ? doors[name] : undefined;
if (door && rest.length) {
  process.stderr.write(`${name} takes no arguments; settings come from the environment\n`);
  process.exitCode = 64;
} else {
  await import(door ?? '../dist/cli.js');
}
