import type { RejectionCode } from '../../../src/terms/rejection.js';

/** The codes that the domain has answered with so far in this file's tests. */
export const provoked = new Set<RejectionCode>();
