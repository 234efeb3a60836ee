import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { Histories } from '../../../src/application/histories.js';
import { Measures } from '../../../src/application/measure/measures.js';
import { LeftPlaces } from '../../../src/application/participation/left-places.js';
import { Participations } from '../../../src/application/participation/participations.js';
import { Importer } from '../../../src/cli/import/importer.js';
import { Ledger } from '../../../src/cli/import/ledger.js';
import { RejectedFile } from '../../../src/cli/import/rejected-file.js';
import { Run } from '../../../src/cli/import/run.js';
import type { Tally } from '../../../src/cli/import/tally.js';
import { SystemClock } from '../../../src/clock.js';
import { Config } from '../../../src/config.js';
import { CoreModule } from '../../../src/core.module.js';
import type { StoredEvent } from '../../../src/event-store/event-store.js';
import { openInstance } from '../../../src/instance.js';
import { eventsIn } from './record.js';

export interface Imported {
  readonly tally: Tally;
  readonly events: readonly StoredEvent[];
}

/** Imports a file in this process, into a record that begins with these events. */
export async function importedAfter(events: readonly StoredEvent[], file: string): Promise<Imported> {
  const dataDir = await mkdtemp(join(tmpdir(), 'teilhabe-'));
  const config = Config.from({ DATA_DIR: dataDir });
  const instance = await openInstance(config);
  const { store, log } = instance;
  await Promise.all(
    events.map(({ stream, revision, ...event }) =>
      store.append(stream, revision === 0 ? 'no-stream' : revision - 1, [event]),
    ),
  );
  const app = await NestFactory.createApplicationContext(CoreModule.of(instance, config, new SystemClock()), {
    logger: false,
    abortOnError: false,
  });
  const ledger = Ledger.open(join(dataDir, 'imports.db'), store.storeId);
  const participations = app.get(Participations);
  const importer = new Importer(
    app.get(CommandBus),
    participations,
    new LeftPlaces(app.get(Histories), app.get(Measures)),
    ledger,
    await log.head(),
  );
  const run = new Run(importer, new RejectedFile(`${file}.rejected`), () => {});
  const tally = await run.over(file, new AbortController().signal);
  ledger.close();
  await app.close();
  await instance.close();
  const recorded = await eventsIn(dataDir);
  await rm(dataDir, { recursive: true });
  return { tally, events: recorded };
}
