import { Transform } from 'class-transformer';

/** For a number in a query, which comes as text: only plain digits become one, the rest is left to be refused. */
export const WholeNumber = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
  );
