import type { RejectionCode } from '../../../src/terms/rejection.js';
import { expectProblem, type ProblemBody } from '../http/expect-problem.js';
import type { Scene, Step } from './scene.js';

/** The refusal codes that were answered so far in this file's tests. */
export const provoked = new Set<RejectionCode>();

/** The step is refused in this way, and nothing is recorded. */
export async function expectRefusal(
  scene: Scene,
  step: Step,
  status: number,
  code: RejectionCode,
): Promise<ProblemBody> {
  const before = await scene.product.head();
  const problem = expectProblem(await scene.does(step), status, code);
  expect(await scene.product.head()).toBe(before);
  provoked.add(code);
  return problem;
}
