/**
 * node scripts/dossier-schemas.ts [--replace]
 *
 * Writes src/evidence/schemas: what the files of a dossier hold, made from the types in src/evidence/dossier.ts. A file
 * that differs is a released promise: only `--replace` writes it anew.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGenerator, type Schema } from 'ts-json-schema-generator';

const root = new URL('../', import.meta.url);
export const folder = new URL('src/evidence/schemas/', root);

const titles = {
  dossier: 'dossier.json of a provider case',
  event: 'A line of events.ndjson in a dossier',
  manifest: 'manifest.json of a dossier',
} as const;

/** Every definition that a schema leads to. */
function reached(schema: unknown, definitions: Readonly<Record<string, Schema>>, met = new Set<string>()) {
  for (const [, encoded] of JSON.stringify(schema).matchAll(/"#\/definitions\/([^"]+)"/g)) {
    const name = decodeURIComponent(encoded!);
    if (met.has(name)) continue;
    met.add(name);
    reached(definitions[name], definitions, met);
  }
  return met;
}

/** File name → text. */
export function schemasOfDossier(): ReadonlyMap<string, string> {
  const generator = createGenerator({
    path: fileURLToPath(new URL('src/evidence/dossier.ts', root)),
    tsconfig: fileURLToPath(new URL('tsconfig.json', root)),
    expose: 'export',
    jsDoc: 'extended',
    topRef: false,
    sortProps: false,
    skipTypeCheck: true,
  });
  const { definitions = {}, properties = {} } = generator.createSchema('DossierFormat');
  const known = definitions as Readonly<Record<string, Schema>>;
  return new Map(
    Object.entries(titles).map(([name, title]) => {
      const { $ref, ...inPlace } = properties[name] as Schema;
      const schema = $ref === undefined ? inPlace : known[$ref.split('/').at(-1)!]!;
      const used = [...reached(schema, known)].toSorted();
      const whole = {
        $schema: 'http://json-schema.org/draft-07/schema#',
        title,
        ...schema,
        definitions: Object.fromEntries(used.map(definition => [definition, known[definition]])),
      };
      return [`${name}.v1.json`, `${JSON.stringify(whole, null, 2)}\n`];
    }),
  );
}

function write(replace: boolean): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of schemasOfDossier()) {
    const path = new URL(file, folder);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    if (existsSync(path) && !replace) {
      console.error(`${file} differs: raise the format or, if unreleased, use --replace`);
      process.exitCode = 1;
      continue;
    }
    writeFileSync(path, text);
    console.log(`written: ${file}`);
  }
}

if (import.meta.main) write(process.argv.includes('--replace'));
