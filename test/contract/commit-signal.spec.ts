import { getEventListeners } from 'node:events';
import { CommitSignal } from '../../src/event-store/sqlite/commit-signal.js';

const { signal } = new AbortController();
const quiet = (): CommitSignal => new CommitSignal(() => 1);

it('does not let anybody wait for a commit that came between looking and waiting', async () => {
  const commits = quiet();
  const { seen } = commits;
  commits.announce();
  await commits.after(seen, signal);
  expect(commits.seen).not.toBe(seen);
});

it('wakes all who wait, once, and forgets them', async () => {
  const commits = quiet();
  const waits = [1, 2, 3].map(() => commits.after(commits.seen, signal));
  expect(getEventListeners(signal, 'abort')).toHaveLength(3);
  commits.announce();
  await Promise.all(waits);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('lets one go that is aborted, and the others wait on', async () => {
  const commits = quiet();
  const impatient = new AbortController();
  const leaves = commits.after(commits.seen, impatient.signal);
  const stays = commits.after(commits.seen, signal);
  impatient.abort();
  await leaves;
  expect(getEventListeners(impatient.signal, 'abort')).toEqual([]);
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  commits.announce();
  await stays;
});

it('wakes those who wait when another process changed the file, or when it cannot be read', async () => {
  const answers = [7, 7, 8];
  const commits = new CommitSignal(() => {
    const answer = answers.shift();
    if (answer === undefined) throw new Error('no file');
    return answer;
  });
  await commits.after(commits.seen, signal);
  expect(answers).toEqual([]);
  await commits.after(commits.seen, signal);
});
