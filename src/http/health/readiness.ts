/** One thing without which requests cannot be served. It is not ready too when it throws or does not answer in time. */
export interface ReadinessCheck {
  readonly name: string;
  ready(): boolean | Promise<boolean>;
}

export interface ReadinessReport {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ready: boolean }[];
}

const patience = 1_000;

export class Readiness {
  /** `patience`: milliseconds for each check. */
  constructor(
    private readonly checks: readonly ReadinessCheck[],
    private readonly wait = patience,
  ) {}

  async report(): Promise<ReadinessReport> {
    const checks = await Promise.all(
      this.checks.map(async check => ({ name: check.name, ready: await this.answers(check) })),
    );
    return { ready: checks.every(check => check.ready), checks };
  }

  private async answers(check: ReadinessCheck): Promise<boolean> {
    const { promise: tooLate, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(resolve, this.wait, false);
    try {
      return await Promise.race([check.ready(), tooLate]);
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
