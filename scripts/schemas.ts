import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGenerator, type Schema } from 'ts-json-schema-generator';
import { names, type Names } from '../src/event-codec/names.ts';

const root = new URL('../', import.meta.url);
export const folder = new URL('src/event-codec/schemas/', root);

type Definitions = Readonly<Record<string, Schema>>;
type Fact = { type: { const: keyof Names }; data: Schema; sensitive: Schema };

/** A recursive type is named by its place in the source there; here by the order in which it is met. */
function selfContained(schema: Schema, definitions: Definitions): Schema {
  const met: string[] = [];
  const collect = (part: Schema): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/definitions\/([^"]+)"/g)) {
      if (met.includes(name!)) continue;
      met.push(name!);
      collect(definitions[name!]!);
    }
  };
  collect(schema);
  if (met.length === 0) return schema;
  let text = JSON.stringify({
    ...schema,
    definitions: Object.fromEntries(met.map(name => [name, definitions[name]])),
  });
  for (const [index, name] of met.entries()) text = text.replaceAll(`${name}"`, `recursive-${index + 1}"`);
  return JSON.parse(text) as Schema;
}

const members = (schema: Schema): Schema[] =>
  schema.anyOf ? schema.anyOf.flatMap(member => members(member as Schema)) : [schema];

/** The schema of an event's stored data: its fields and, under its reserved key, the sensitive part. */
function storedData({ type, data, sensitive }: Fact): Schema {
  if (data.properties?.['sensitive']) throw new Error(`${type.const}: "sensitive" is reserved in data`);
  if (!sensitive.properties) return data;
  return { ...data, properties: { ...data.properties, sensitive } };
}

const asFile = (title: string, schema: Schema): string =>
  `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title, ...schema }, null, 2)}\n`;

/** File name → text, for the version that each type has now. */
export function schemasOfTypes(): ReadonlyMap<string, string> {
  const generator = createGenerator({
    path: fileURLToPath(new URL('src/event-codec/{domain-event,metadata}.ts', root)),
    tsconfig: fileURLToPath(new URL('tsconfig.json', root)),
    expose: 'none',
    jsDoc: 'basic',
    topRef: false,
    sortProps: false,
    skipTypeCheck: true,
  });
  const { definitions = {}, ...events } = generator.createSchema('DomainEvent');
  const { definitions: recursive = {}, ...metadata } = generator.createSchema('Metadata');
  const envelope = selfContained(metadata, recursive as Definitions);
  const files = new Map([['metadata.json', asFile('Metadata of an event', envelope)]]);
  for (const member of members(events)) {
    const fact = member.properties as unknown as Fact;
    const { name, version } = names[fact.type.const];
    const schema = selfContained(storedData(fact), definitions as Definitions);
    files.set(`${name}.v${version}.json`, asFile(`${name}, version ${version}`, schema));
  }
  return files;
}

/** Writes the files that are missing. One that differs is a released promise: only `--replace` writes it anew. */
function write(replace: boolean): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of schemasOfTypes()) {
    const path = new URL(file, folder);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    if (existsSync(path) && !replace) {
      console.error(`${file} differs: raise the version in names.ts or, if unreleased, use --replace`);
      process.exitCode = 1;
      continue;
    }
    writeFileSync(path, text);
    console.log(`written: ${file}`);
  }
}

if (import.meta.main) write(process.argv.includes('--replace'));
