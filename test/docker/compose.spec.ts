import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

interface Service {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment: Readonly<Record<string, string>>;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly privileged?: boolean;
  readonly ports?: readonly string[];
  readonly volumes: readonly string[];
  readonly secrets?: readonly (string | { readonly source: string })[];
  readonly networks?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: object;
  readonly logging?: { readonly options: Readonly<Record<string, string>> };
  readonly stop_grace_period?: string;
  readonly command?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean } | null>>;
}

const files = ['compose.yaml', 'compose.scale-out.yaml'];
const compose = (file: string): Compose => parse(read(`docker/${file}`), { merge: true }) as Compose;
const services = files.flatMap(file =>
  Object.entries(compose(file).services).map(([name, service]) => [`${file}: ${name}`, service] as const),
);
const ofProduct = services.filter(([, { image }]) => image.startsWith('teilhabe:'));
const settings = globSync('src/{config,demo}.ts', { cwd: root })
  .map(file => read(file))
  .join('\n');

describe('the compose files', () => {
  it('have a service of the product each', () => {
    expect(ofProduct.map(([name]) => name)).toEqual([
      'compose.yaml: teilhabe',
      'compose.scale-out.yaml: node-a',
      'compose.scale-out.yaml: node-b',
    ]);
    for (const [, { build }] of ofProduct)
      expect(build).toEqual({ context: '..', dockerfile: 'docker/Dockerfile' });
  });

  it.each(services)('%s has no right that it does not need', (_, service) => {
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.privileged).toBeUndefined();
    expect(service.volumes.filter(volume => /^[./~]|docker\.sock/.test(volume))).toEqual([]);
    expect(service.restart).toBe('unless-stopped');
    expect(service.healthcheck).toBeDefined();
    expect(service.logging!.options).toEqual({ 'max-size': '10m', 'max-file': '5' });
    expect(service.stop_grace_period).toMatch(/^\d+s$/);
  });

  it.each(ofProduct)('%s reads only, as the user of the image, and listens to this machine', (_, service) => {
    const [, user] = /^USER (.+)$/m.exec(read('docker/Dockerfile'))!;
    expect(service.user).toBe(user);
    expect(service.read_only).toBe(true);
    for (const port of service.ports!) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it.each(ofProduct)('%s sets only what the product reads', (_, { environment }) => {
    const unread = Object.keys(environment).filter(
      name => ![name, name.replace(/_FILE$/, '')].some(read_ => settings.includes(`'${read_}'`)),
    );
    expect(unread).toEqual([]);
  });

  it('give the two nodes the same log, views and key, and each a name and a directory of its own', () => {
    const { 'node-a': a, 'node-b': b } = compose('compose.scale-out.yaml').services;
    const { NODE_NAME: nameOfA, ...ofA } = a!.environment;
    const { NODE_NAME: nameOfB, ...ofB } = b!.environment;
    expect(ofA).toEqual(ofB);
    expect(nameOfA).not.toBe(nameOfB);
    expect(Object.keys(ofA)).toEqual(
      expect.arrayContaining(['EVENT_STORE_FILE', 'VIEW_STORE_FILE', 'INSTANCE_KEY_FILE']),
    );
    expect(a!.volumes.filter(volume => b!.volumes.includes(volume))).toEqual(['keys:/keys']);
    expect(ofA['INSTANCE_KEY_FILE']).toMatch(/^\/keys\//);
  });

  it('let nobody reach a database from outside, nor without TLS and a password that was made', () => {
    const { services: all, networks } = compose('compose.scale-out.yaml');
    expect(networks!['inside']).toEqual({ internal: true });
    for (const name of ['kurrentdb', 'postgres']) {
      expect(all[name]!.ports).toBeUndefined();
      expect(all[name]!.networks).toEqual(['inside']);
    }
    expect(all['kurrentdb']!.environment).toMatchObject({ KURRENTDB_CERTIFICATE_FILE: expect.any(String) });
    expect(all['kurrentdb']!.command!.join('\n')).toContain('KURRENTDB_DEFAULT_ADMIN_PASSWORD=');
    expect(all['kurrentdb']!.command!.join('\n')).toContain('KURRENTDB_DEFAULT_OPS_PASSWORD=');
    expect(all['postgres']!.command!.join('\n')).toContain('ssl=on');
    expect(read('docker/make-secrets.sh')).toMatch(/esdb:\/\/[^\n]*\?tls=true&tlsCAFile=/);
    expect(read('docker/make-secrets.sh')).toMatch(/postgres:\/\/[^\n]*\?sslmode=verify-full&sslrootcert=/);
    const texts = globSync('docker/*', { cwd: root })
      .map(file => read(file))
      .join('\n');
    expect(texts).not.toMatch(/insecure|changeit|tls=false|sslmode=(disable|require)|trust\b.*auth/i);
    const inTheOpen = services.flatMap(([, { environment }]) =>
      Object.entries(environment).filter(
        ([name]) => /PASSWORD|SECRET|TOKEN/.test(name) && !name.endsWith('_FILE'),
      ),
    );
    expect(inTheOpen).toEqual([]);
  });

  it('name no volume, network or secret that they do not have, and have none for nobody', () => {
    for (const file of files) {
      const { services: all, volumes, secrets = {}, networks = {} } = compose(file);
      const used = Object.values(all);
      const named = (of: (service: Service) => readonly string[]): readonly string[] =>
        [...new Set(used.flatMap(of))].toSorted();
      expect(named(({ volumes: some }) => some.map(volume => volume.split(':')[0]!))).toEqual(
        Object.keys(volumes).toSorted(),
      );
      expect(named(({ networks: some = [] }) => some)).toEqual(Object.keys(networks).toSorted());
      expect(
        named(({ secrets: some = [] }) =>
          some.map(secret => (typeof secret === 'string' ? secret : secret.source)),
        ),
      ).toEqual(Object.keys(secrets).toSorted());
      for (const [name, { file: path }] of Object.entries(secrets)) expect(path).toBe(`secrets/${name}`);
    }
  });

  it('keep their secrets out of git and out of the image', () => {
    const ignored = execFileSync('git', ['check-ignore', 'docker/secrets/postgres-password'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(ignored.trim()).toBe('docker/secrets/postgres-password');
    expect(read('.dockerignore')).not.toMatch(/secrets|^!docker\/?$/m);
  });
});
