import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const lines = (text: string): readonly string[] =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter(line => !/^\s*(#|$)/.test(line));
const dockerfile = lines(read('docker/Dockerfile'));
const runtime = dockerfile.slice(dockerfile.findLastIndex(line => line.startsWith('FROM ')));
const instruction = (name: string): string | undefined =>
  runtime.find(line => line.startsWith(`${name} `))?.slice(name.length + 1);

describe('the image', () => {
  it('has nothing in it but what is laid out for it', () => {
    expect(runtime[0]).toBe('FROM scratch');
    expect(runtime.filter(line => /^(COPY|ADD|RUN) /.test(line))).toEqual(['COPY --from=assembled /image /']);
  });

  it('runs as a user of its own, by number, and gets signals itself', () => {
    expect(instruction('USER')).toMatch(/^[1-9]\d{4}:[1-9]\d{4}$/);
    expect(instruction('STOPSIGNAL')).toBe('SIGTERM');
    for (const name of ['ENTRYPOINT', 'CMD']) expect(JSON.parse(instruction(name)!)).toBeInstanceOf(Array);
    expect(instruction('HEALTHCHECK')).toMatch(/ CMD \["teilhabe", "health"\]$/);
  });

  it('holds no secret, no registry and no setting that the product does not read', () => {
    const text = dockerfile.join('\n');
    expect(text).not.toMatch(/registry|https?:|password|_authToken/i);
    expect(text).not.toMatch(/^(COPY|ADD) .*npmrc/m);
    const settings = ['HOST', 'PORT', 'DATA_DIR'];
    const variables = [...instruction('ENV')!.matchAll(/(\w+)=/g)].map(([, name]) => name!);
    expect(variables).toEqual(['NODE_ENV', 'PATH', ...settings, 'DEMO_DIR']);
    for (const name of settings) expect(read('src/config.ts')).toContain(`'${name}'`);
    expect(read('src/demo.ts')).toContain('DEMO_DIR');
  });

  it('pins the major version of Node that the lock file has', () => {
    const { version } = JSON.parse(read('package-lock.json')).packages['node_modules/node'];
    expect(dockerfile[0]).toBe(`ARG NODE_IMAGE=node:${version.split('.')[0]}-bookworm-slim`);
  });

  it('is built from what is named, so that data, secrets and history stay out', () => {
    const [first, ...taken] = lines(read('.dockerignore'));
    expect(first).toBe('*');
    expect(taken.filter(line => !line.startsWith('!'))).toEqual([]);
    const names = taken.map(line => line.slice(1));
    expect(
      names.filter(name => /^(\.git|node_modules|dist|data|\.demo|docker\/secrets|docker)$/.test(name)),
    ).toEqual([]);
    const sources = dockerfile
      .filter(line => /^COPY (?!--from)/.test(line))
      .flatMap(line => line.split(/\s+/).slice(1, -1));
    expect(sources).toContain('src');
    for (const source of sources)
      expect(names.some(name => name === source || name.startsWith(`${source}/`))).toBe(true);
  });

  it('leaves out packages that nothing imports at run time', () => {
    const removed = /rm -rf ([^\n]*(?:\\\n[^\n]*)*)/.exec(read('docker/assemble.sh'))![1]!;
    const packages = [...removed.matchAll(/node_modules\/((?:@[\w-]+\/)?[\w-]+)(?=\s|$)/g)].map(
      ([, name]) => name!,
    );
    expect(packages).toContain('typescript');
    const imported = execFileSync('grep', ['-rhoE', `from '[^.'][^']*'`, join(root, 'src')], {
      encoding: 'utf8',
    });
    for (const name of packages) expect(imported).not.toMatch(new RegExp(`from '${name}['/]`));
  });
});
