import { Injectable, type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common';
import { faultsOf } from '../../application/validation.js';
import { Problem } from '../problem/problem.js';
import type { ProblemCode } from '../problem/statuses.js';

const codes: Partial<Record<ArgumentMetadata['type'], ProblemCode>> = {
  body: 'validation',
  query: 'bad-query',
};

/** Every `@Body()` and `@Query()` is taken whole, as a class with rules, and checked against them. */
@Injectable()
export class WirePipe implements PipeTransform {
  transform(value: unknown, { type, metatype, data }: ArgumentMetadata): unknown {
    const code = codes[type];
    if (!code) return value;
    if (data !== undefined || !isClass(metatype))
      throw new Error(`take the whole ${type} as a class with rules`);
    const { instance, faults } = faultsOf(metatype, value);
    if (faults)
      throw new Problem(code, 'Fields are missing or wrong; errors names each of them.', { errors: faults });
    return instance;
  }
}

const builtIn: readonly unknown[] = [undefined, Object, String, Number, Boolean, Array];
const isClass = (metatype: Type<unknown> | undefined): metatype is Type<object> =>
  !builtIn.includes(metatype);
