interface Answered {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly errors?: readonly { readonly field: string; readonly problem: string }[];
}

/** The answer is a problem as RFC 9457 has it, of this status and code, and shows nothing of the inside. */
export function expectProblem(answer: Answered, status: number, code: string): ProblemBody {
  const problem = JSON.parse(answer.body || 'null') as ProblemBody;
  expect({ status: answer.statusCode, code: problem?.code }).toEqual({ status, code });
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(problem).toMatchObject({
    type: `urn:teilhabe:problem:${code}`,
    status,
    title: expect.stringMatching(/\w/),
    detail: expect.stringMatching(/\w/),
    instance: `urn:uuid:${String(answer.headers['x-correlation-id'])}`,
  });
  expect(answer.body).not.toMatch(/node_modules|\.ts:|\.js:|\bat [\w.$<>]+ \(|FST_ERR|TypeError|SyntaxError/);
  return problem;
}
