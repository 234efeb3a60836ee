import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import type { Row } from '../../src/projections/projection.js';
import { RowWriter } from '../../src/projections/row-writer.js';
import { openSqliteViews } from '../../src/projections/sqlite-views.js';
import { createTable, table } from '../../src/projections/table.js';
import type { ViewDatabase } from '../../src/projections/view-database.js';

const cases = table({
  name: 'cases',
  columns: { participation_id: 'text', item: 'text', place: 'text', told: 'integer?', note: 'text?' },
  key: ['participation_id', 'item'],
  indexes: [['place', 'participation_id']],
});

const cells = fc.record({
  participation_id: fc.constantFrom('a', 'b'),
  item: fc.constantFrom('1', '2', '3'),
  place: fc.constantFrom('north', 'south'),
  told: fc.constantFrom(null, 0, 1),
  note: fc.constantFrom(null, 'x'),
});
const someRows = fc.uniqueArray(cells, { selector: row => row.participation_id + row.item, maxLength: 6 });

describe('rows that take the place of others', () => {
  const directory = mkdtempSync(join(tmpdir(), 'row-writer-'));
  const file = join(directory, 'views.db');
  let views: ViewDatabase;
  beforeAll(async () => {
    views = await openSqliteViews(file);
    await createTable(views.writing, cases, views.dialect.types);
  });
  afterAll(async () => {
    await views.close();
    rmSync(directory, { recursive: true });
  });

  const inOrder = (rows: readonly Row[]): readonly Row[] =>
    rows.toSorted((a, b) =>
      `${a['participation_id']}${a['item']}` < `${b['participation_id']}${b['item']}` ? -1 : 1,
    );

  it('stand alone, whatever of them differs, and are found by every index', async () => {
    const { writing, reading, statements } = views;
    const writer = new RowWriter(statements);
    await fc.assert(
      fc.asyncProperty(fc.array(someRows, { maxLength: 5 }), async versions => {
        for (const rows of versions) {
          await writing.transaction().execute(db =>
            writer.write(db, [
              {
                changes: { tables: new Map() },
                recomputed: { participationIds: ['a', 'b'], rows: new Map([[cases, rows]]) },
              },
            ]),
          );
          const all = reading.selectFrom('cases').selectAll();
          expect(inOrder(await all.execute())).toEqual(inOrder(rows));
          expect(inOrder(await all.where('place', '=', 'north').execute())).toEqual(
            inOrder(rows.filter(({ place }) => place === 'north')),
          );
        }
      }),
      { numRuns: 50 },
    );
    const opened = new Database(file, { readonly: true });
    expect(opened.pragma('integrity_check', { simple: true })).toBe('ok');
    opened.close();
  });
});
