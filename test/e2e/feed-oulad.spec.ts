import { join } from 'node:path';
import type { CloudEvent } from 'cloudevents';
import { eventsIn } from '../support/cli/record.js';
import { endProcesses, startServer, teilhabe } from '../support/cli/teilhabe.js';
import { Forms } from '../support/feed/forms.js';
import { eventsIn as toldIn, nextIn } from '../support/feed/reader.js';
import { convert, describeRealOulad, emptyFolder, ouladFolder, realOulad } from '../support/oulad-folder.js';

/** Course runs, imported and served: their feed as the official SDK of CloudEvents and the served schemas read it. */
function served(folderOf: () => string): void {
  let dataDir: string;
  let ask: (path: string) => Promise<{ statusCode: number; headers: Record<string, string>; body: string }>;

  beforeAll(async () => {
    const { out } = convert(folderOf());
    dataDir = join(emptyFolder(), 'data');
    expect(await teilhabe(dataDir, 'import', out)).toMatchObject({ code: 0 });
    const { url } = await startServer(dataDir);
    const token = (await teilhabe(dataDir, 'token', '--role', 'integrator', '--subject', 'downstream'))
      .stdout;
    ask = async path => {
      const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token.trim()}` } });
      const headers = Object.fromEntries(answer.headers) as Record<string, string>;
      return { statusCode: answer.status, headers, body: await answer.text() };
    };
  }, 300_000);
  afterAll(endProcesses);

  it('is every event once, in order, valid, in the form that it names', async () => {
    const forms = new Forms(async path => JSON.parse((await ask(path)).body) as unknown);
    const all: CloudEvent[] = [];
    for (let path = '/v1/feed?limit=200'; ;) {
      const answer = await ask(path);
      const events = toldIn(answer);
      for (const event of events) expect(await forms.faultsOf(event)).toEqual([]);
      all.push(...events);
      const next = nextIn(answer);
      if (next === path) break;
      path = next;
    }
    const written = await eventsIn(dataDir);
    expect(all.length).toBeGreaterThan(20);
    expect(all.map(({ id }) => id)).toEqual(written.map(({ id }) => id));
    expect(new Set(all.map(({ source, id }) => `${source} ${id}`)).size).toBe(all.length);
    if (all.length > 1_000) process.stderr.write(`feed: ${all.length} real events read and checked\n`);
  }, 600_000);
}

describe('the feed of made course runs', () => served(ouladFolder));
describeRealOulad('the feed of the real course runs', () => served(() => realOulad));
