import { resolve } from 'node:path';

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

  private constructor(values: Config) {
    Object.assign(this, values);
    Object.freeze(this);
  }

  /** @throws InvalidConfig with all faults; a variable that is empty counts as not set, an unknown one is ignored. */
  static from(environment: Environment): Config {
    const read = new Reader(environment);
    const values: Config = {
      host: read.matching('HOST', '127.0.0.1', /^[\w.:-]{1,253}$/, 'must be a host name or an IP address'),
      port: read.integer('PORT', 3000, 0, 65_535),
      dataDir: resolve(read.matching('DATA_DIR', './data', /^[^\0]+$/, 'must be a path')),
      logLevel: read.oneOf('LOG_LEVEL', 'info', logLevels),
      bodyLimit: read.integer('BODY_LIMIT', 1_048_576, 1_024, 67_108_864),
      minPositionTimeout: read.integer('MIN_POSITION_TIMEOUT_MS', 2_000, 0, 60_000),
      identityProvider: read.identityProvider(),
    };
    if (read.faults.length) throw new InvalidConfig(read.faults);
    return new Config(values);
  }
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

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

  private claim(variable: string, fallback: string): string {
    return this.matching(variable, fallback, /^[\x21-\x7e]{1,128}$/, 'must be the name of a claim');
  }

  private checkJwksUrl(text: string): void {
    const url = URL.parse(text);
    if (!url) this.fault('AUTH_JWKS_URL', 'must be a URL', undefined);
    else if (url.username || url.password)
      this.fault('AUTH_JWKS_URL', 'must not carry credentials', undefined);
    else if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback.test(url.hostname))) {
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
