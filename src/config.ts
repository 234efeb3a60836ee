import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { connectionFaults } from './event-store/kurrentdb/connection.js';
import { isLoopback } from './loopback.js';
import { postgresFaults } from './postgres/postgres-url.js';

export interface ConfigFault {
  readonly variable: string;
  readonly problem: string;
}

/** The environment cannot be used; `faults` names every bad value. The process exits with 78 (EX_CONFIG). */
export class InvalidConfig extends Error {
  static readonly exitCode = 78;

  constructor(readonly faults: readonly ConfigFault[]) {
    super(`invalid configuration:\n${faults.map(f => `  ${f.variable} ${f.problem}`).join('\n')}`);
    this.name = 'InvalidConfig';
  }
}

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Names of the claims that are read from a token of the identity provider. */
export interface ClaimNames {
  readonly subject: string;
  readonly roles: string;
  readonly office: string;
  readonly provider: string;
  readonly audit: string;
}

/** The identity provider whose tokens are accepted; without one, only tokens of this instance are. */
export interface IdentityProvider {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly claims: ClaimNames;
}

/** Where the events are kept: in the data directory, or in a KurrentDB (EventStoreDB). */
export type EventStoreSetting =
  | { readonly kind: 'sqlite' }
  | {
      readonly kind: 'kurrentdb';
      /** `esdb://` or `esdb+discover://`, with credentials. */
      readonly connection: string;
      /** What all our streams there begin with; empty where the database is ours alone. */
      readonly prefix: string;
    };

/** Where the views, the access log and the leadership are kept: in the data directory, or in PostgreSQL. */
export type ViewStoreSetting =
  { readonly kind: 'sqlite' } | { readonly kind: 'postgres'; readonly url: string };

/** What a prefix of our streams in a KurrentDB must be. */
export const prefixForm = {
  pattern: /^[a-z0-9][a-z0-9._-]{0,50}$|^$/,
  problem:
    'must be up to 51 small letters, digits, dots, dashes and underscores, and begin with a letter or digit',
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is set from outside: read once at the start, frozen, valid. */
export class Config {
  readonly host!: string;
  /** 0 takes any free port. */
  readonly port!: number;
  /** Absolute path. */
  readonly dataDir!: string;
  readonly logLevel!: LogLevel;
  /** Bytes of a request's body. */
  readonly bodyLimit!: number;
  /** How long an answer waits for a view to reach `min-position`, in milliseconds. */
  readonly minPositionTimeout!: number;
  readonly identityProvider?: IdentityProvider;
  readonly eventStore!: EventStoreSetting;
  readonly viewStore!: ViewStoreSetting;
  /** The key that signs this instance's own tokens: an absolute path. Nodes of one instance share it. */
  readonly instanceKeyFile!: string;
  /** By which other nodes and operators know this one. */
  readonly nodeName!: string;

  private constructor(values: Config) {
    Object.assign(this, values);
    Object.freeze(this);
  }

  /** @throws InvalidConfig with all faults; a variable that is empty counts as not set, an unknown one is ignored. */
  static from(environment: Environment): Config {
    const read = new Reader(environment);
    const dataDir = resolve(read.matching('DATA_DIR', './data', /^[^\0]+$/, 'must be a path'));
    const values: Config = {
      host: read.matching('HOST', '127.0.0.1', /^[\w.:-]{1,253}$/, 'must be a host name or an IP address'),
      port: read.integer('PORT', 3000, 0, 65_535),
      dataDir,
      logLevel: read.oneOf('LOG_LEVEL', 'info', logLevels),
      bodyLimit: read.integer('BODY_LIMIT', 1_048_576, 1_024, 67_108_864),
      minPositionTimeout: read.integer('MIN_POSITION_TIMEOUT_MS', 2_000, 0, 60_000),
      identityProvider: read.identityProvider(),
      eventStore: read.eventStore(),
      viewStore: read.viewStore(),
      instanceKeyFile: resolve(
        read.matching('INSTANCE_KEY_FILE', join(dataDir, 'instance-key.json'), /^[^\0]+$/, 'must be a path'),
      ),
      nodeName: read.matching('NODE_NAME', hostname(), /^[\w.:-]{1,100}$/, 'must be a name without blanks'),
    };
    if (read.faults.length) throw new InvalidConfig(read.faults);
    return new Config(values);
  }
}

class Reader {
  readonly faults: ConfigFault[] = [];

  constructor(private readonly environment: Environment) {}

  matching(variable: string, fallback: string, pattern: RegExp, problem: string): string {
    const text = this.text(variable) ?? fallback;
    return pattern.test(text) ? text : this.fault(variable, problem, fallback);
  }

  integer(variable: string, fallback: number, least: number, most: number): number {
    const text = this.text(variable) ?? String(fallback);
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    return this.fault(variable, `must be a whole number from ${least} to ${most}`, fallback);
  }

  oneOf<T extends string>(variable: string, fallback: T, values: readonly T[]): T {
    const text = this.text(variable) ?? fallback;
    const value = values.find(v => v === text);
    return value ?? this.fault(variable, `must be one of ${values.join(', ')}`, fallback);
  }

  eventStore(): EventStoreSetting {
    const connection = this.secret('EVENT_STORE');
    const prefix = this.matching('EVENT_STORE_PREFIX', '', prefixForm.pattern, prefixForm.problem);
    if (connection === undefined) return { kind: 'sqlite' };
    for (const problem of connectionFaults(connection)) this.fault('EVENT_STORE', problem, undefined);
    return { kind: 'kurrentdb', connection, prefix };
  }

  viewStore(): ViewStoreSetting {
    const url = this.secret('VIEW_STORE');
    if (url === undefined) return { kind: 'sqlite' };
    for (const problem of postgresFaults(url)) this.fault('VIEW_STORE', problem, undefined);
    return { kind: 'postgres', url };
  }

  identityProvider(): IdentityProvider | undefined {
    const claims = {
      subject: this.claim('AUTH_CLAIM_SUBJECT', 'sub'),
      roles: this.claim('AUTH_CLAIM_ROLES', 'roles'),
      office: this.claim('AUTH_CLAIM_OFFICE', 'office'),
      provider: this.claim('AUTH_CLAIM_PROVIDER', 'provider'),
      audit: this.claim('AUTH_CLAIM_AUDIT', 'audit'),
    };
    const required = ['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const;
    const [jwksUrl, issuer, audience] = required.map(variable => this.text(variable));
    if (jwksUrl !== undefined) this.checkJwksUrl(jwksUrl);
    if (jwksUrl !== undefined && issuer !== undefined && audience !== undefined) {
      return Object.freeze({ jwksUrl, issuer, audience, claims: Object.freeze(claims) });
    }
    const missing = required.filter(variable => this.text(variable) === undefined);
    if (missing.length === required.length) return undefined;
    for (const variable of missing) {
      this.fault(
        variable,
        `must be set, as ${required.filter(r => r !== variable).join(' and ')} must`,
        undefined,
      );
    }
    return undefined;
  }

  /** A value that holds credentials: itself, or in the file that `<variable>_FILE` names. It is in no message. */
  private secret(variable: string): string | undefined {
    const [value, file] = [this.text(variable), this.text(`${variable}_FILE`)];
    if (file === undefined) return value;
    if (value !== undefined)
      return this.fault(`${variable}_FILE`, `must not be set beside ${variable}`, value);
    try {
      const text = readFileSync(file, 'utf8').trim();
      return text === '' ? this.fault(`${variable}_FILE`, 'names an empty file', undefined) : text;
    } catch {
      return this.fault(`${variable}_FILE`, 'names a file that cannot be read', undefined);
    }
  }

  private claim(variable: string, fallback: string): string {
    return this.matching(variable, fallback, /^[\x21-\x7e]{1,128}$/, 'must be the name of a claim');
  }

  private checkJwksUrl(text: string): void {
    const url = URL.parse(text);
    if (!url) this.fault('AUTH_JWKS_URL', 'must be a URL', undefined);
    else if (url.username || url.password)
      this.fault('AUTH_JWKS_URL', 'must not carry credentials', undefined);
    else if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
      this.fault('AUTH_JWKS_URL', 'must be https (http only on the loopback interface)', undefined);
    }
  }

  private text(variable: string): string | undefined {
    return this.environment[variable] || undefined;
  }

  private fault<T>(variable: string, problem: string, instead: T): T {
    this.faults.push({ variable, problem });
    return instead;
  }
}
