import { readFileSync } from 'node:fs';
import { folder, schemasOfDossier } from '../../scripts/dossier-schemas.ts';

it('keeps the schemas that the types make', () => {
  for (const [file, text] of schemasOfDossier())
    expect({ file, text: readFileSync(new URL(file, folder), 'utf8') }).toEqual({ file, text });
});
