import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { bulkStore } from '../../../src/cli/bulk-store.js';
import { importLines } from '../../../src/cli/import/import-lines.js';
import { Importer } from '../../../src/cli/import/importer.js';
import { Ledger } from '../../../src/cli/import/ledger.js';
import { RejectedFile } from '../../../src/cli/import/rejected-file.js';
import { SystemClock } from '../../../src/clock.js';
import { Config } from '../../../src/config.js';
import { CoreModule } from '../../../src/core.module.js';
import { EventLog } from '../../../src/event-codec/event-log.js';
import { openInstance } from '../../../src/instance.js';

/** Imports a file in this process, on a disk with so much room for the log. @returns the summary */
export async function importOnDisk(dataDir: string, file: string, maxPages?: number): Promise<string> {
  const config = Config.from({ DATA_DIR: dataDir });
  const instance = await openInstance(config, new SystemClock());
  const room = maxPages === undefined ? {} : { maxPages };
  const bulk = bulkStore(instance.store, config, room);
  const { store } = bulk;
  const core = CoreModule.of({ ...instance, store, log: new EventLog(store) }, config, new SystemClock());
  const app = await NestFactory.createApplicationContext(core, { logger: false, abortOnError: false });
  const ledger = Ledger.open(join(dataDir, 'imports.db'), store.storeId);
  try {
    const importer = new Importer(app.get(CommandBus), ledger, await store.head(), {
      correlationId: randomUUID(),
    });
    const into = { importer, store: bulk, ledger, rejected: new RejectedFile(`${file}.rejected`) };
    const tally = await importLines(file, into, () => {}, new AbortController().signal);
    return tally.toString();
  } finally {
    ledger.close();
    await app.close();
    await bulk.close();
    await instance.close();
  }
}
