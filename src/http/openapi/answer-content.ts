import type { Answers } from './answers.js';

export type AnswerName = keyof Answers;

/** The content of a response by media type, with the schema that answers.json has under this name. */
export const contentOf = (
  name: AnswerName,
  mediaType = 'application/json',
  examples?: Readonly<Record<string, { readonly $ref: string }>>,
) => ({
  [mediaType]: { schema: { $ref: `#/components/schemas/${name}` }, ...(examples ? { examples } : {}) },
});
