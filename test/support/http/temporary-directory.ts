import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of its own for every test of the file, removed after it. */
export function temporaryDirectory(): () => string {
  let path = '';
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'teilhabe-'));
  });
  afterEach(() => rm(path, { recursive: true, force: true }));
  return () => path;
}
