/** Every way in which the domain says no (domain.md, "What is refused"). Documented in docs/refusals.md. */
export const rejectionCodes = [
  'no-mandate',
  'assignments-paused',
  'no-place-left',
  'deficiency-not-weighed',
  'notice-not-allowed',
  'voucher-not-valid',
  'wrong-phase',
  'crisis-open',
  'cure-not-lapsed',
  'not-heard',
  'own-entry',
  'time-order',
  'unknown-client',
  'unknown-office',
  'unknown-deputy',
  'unknown-provider',
  'unknown-measure',
  'unknown-participation',
  'unknown-crisis',
  'unknown-risk',
  'unknown-proposal',
  'unknown-entry',
  'unknown-field',
  'unknown-dispute',
  'unknown-complaint',
  'unknown-instruction',
  'unknown-case',
  'unknown-demand',
  'unknown-evidence',
  'unknown-exception',
  'unknown-rulebook',
  'already-registered',
  'already-offered',
  'already-consented',
  'already-open',
  'already-resolved',
  'already-recorded',
  'already-annulled',
  'already-disputed',
  'already-appointed',
  'already-handed-over',
  'already-answered',
  'already-paused',
  'already-resumed',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

/** The domain's no. `input` marks a fault of the input itself, which no other history would cure. */
export class Rejection {
  constructor(
    readonly code: RejectionCode,
    readonly detail: string,
    readonly input = false,
  ) {}
}

export const reject = (code: RejectionCode, detail: string): Rejection => new Rejection(code, detail);
export const rejectInput = (code: RejectionCode, detail: string): Rejection =>
  new Rejection(code, detail, true);

/** What a decision comes to: facts to be recorded, at least one, or a no. */
export type Decision<F> = readonly F[] | Rejection;

export const isRejection = (decided: unknown): decided is Rejection => decided instanceof Rejection;
