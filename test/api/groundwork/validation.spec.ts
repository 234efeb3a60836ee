import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { faultsOf } from '../../../src/application/validation.js';

class Step {
  @IsIn(['oral', 'written']) readonly form!: string;
}

class Inner {
  @IsOptional() @ValidateNested() @Type(() => Step) readonly step?: Step;
}

class Order {
  @IsString() @MaxLength(5) readonly name!: string;
  @IsOptional() @IsInt() readonly count?: number;
  @IsOptional() @IsString({ each: true }) readonly notes?: string[];
  @IsOptional() @ValidateNested() @Type(() => Inner) readonly inner?: Inner;
  @IsOptional()
  @ArrayNotEmpty()
  @ArrayUnique((s: Step) => s.form)
  @ValidateNested({ each: true })
  @Type(() => Step)
  readonly steps?: Step[];
  @IsOptional() @IsIn(['api', 'import']) readonly channel: string = 'api';
  @ValidateIf((_, value) => value !== undefined && value !== null) @IsInt() readonly nullable?: number | null;
}

class Bigger extends Order {
  @IsDefined() readonly anything!: unknown;
}

class Empty {
  says(): string {
    return 'nothing';
  }
}

const plain = { name: 'a' };
const fields = (value: unknown, Class: new () => object = Order): string[] =>
  [...new Set(faultsOf(Class, value).faults?.map(f => f.field))].toSorted();

it('makes an instance, nested ones included, with the defaults of its class', () => {
  const { instance } = faultsOf(Order, {
    ...plain,
    inner: { step: { form: 'oral' } },
    steps: [{ form: 'written' }],
  });
  expect(instance).toBeInstanceOf(Order);
  expect(instance?.inner?.step).toBeInstanceOf(Step);
  expect(instance?.steps?.[0]).toBeInstanceOf(Step);
  expect(instance?.channel).toBe('api');
});

it('leaves what it was given as it was', () => {
  const given = { ...plain, steps: [{ form: 'oral' }] };
  const copy = structuredClone(given);
  faultsOf(Order, given);
  expect(given).toEqual(copy);
});

it.each([
  ['a number for a text', { name: 1 }, ['name']],
  ['a list for a text', { name: ['a'] }, ['name']],
  ['an object for a text', { name: { length: 1 } }, ['name']],
  ['a text for a number', { ...plain, count: '1' }, ['count']],
  ['an infinite number', { ...plain, count: JSON.parse('1e999') as number }, ['count']],
  ['null for a text', { name: null }, ['name']],
  ['null for what may be left out', { ...plain, count: null }, ['count']],
  ['null for a nested one that may be left out', { ...plain, inner: null }, ['inner']],
  ['null deep inside', { ...plain, inner: { step: null } }, ['inner.step']],
  ['null in a list', { ...plain, steps: [null] }, ['steps.0']],
  ['null in a list of texts', { ...plain, notes: ['a', null] }, ['notes.1']],
  ['a list for an object', { ...plain, inner: [] }, ['inner']],
  ['a list for an object deep inside', { ...plain, inner: { step: [{ form: 'oral' }] } }, ['inner.step']],
  ['an object for a list', { ...plain, steps: { form: 'oral' } }, ['steps']],
  [
    'an object with numbers for a list',
    { ...plain, steps: { 0: { form: 'oral' }, length: 1 } },
    ['steps', 'steps.0', 'steps.form', 'steps.length'],
  ],
  ['a list in a list', { ...plain, steps: [[{ form: 'oral' }]] }, ['steps.0']],
  ['a text for an object', { ...plain, inner: 'a' }, ['inner']],
  ['a text in a list of objects', { ...plain, steps: ['a'] }, ['steps.0']],
  ['a wrong value in a list', { ...plain, steps: [{ form: 'oral' }, { form: 'sung' }] }, ['steps.1.form']],
  ['an unknown field', { ...plain, more: 1 }, ['more']],
  [
    'an unknown field deep inside',
    { ...plain, inner: { step: { form: 'oral', more: 1 } } },
    ['inner.step.more'],
  ],
  ['a name that objects inherit', { ...plain, hasOwnProperty: 1 }, ['hasOwnProperty']],
  ['NUL', { name: '\0' }, ['name']],
])('refuses %s', (_, value, at) => {
  expect(fields(value)).toEqual(at);
});

it.each([undefined, null, [], 'a', 1, true, [plain]])('refuses %j as a whole', value => {
  expect(faultsOf(Order, value).faults).toEqual([{ field: '', problem: 'must be an object' }]);
});

it('lets a class say that null is a value', () => {
  expect(faultsOf(Order, { ...plain, nullable: null }).instance).toMatchObject({ nullable: null });
  expect(fields({ ...plain, nullable: 'x' })).toEqual(['nullable']);
});

it('knows the rules a class inherits', () => {
  expect(fields({ more: 1 }, Bigger)).toEqual(['anything', 'more', 'name']);
  expect(faultsOf(Bigger, { ...plain, anything: { of: ['any', 'shape'] } }).faults).toBeUndefined();
});

it('takes nothing for a class without rules but an empty object', () => {
  expect(faultsOf(Empty, {}).instance).toBeInstanceOf(Empty);
  expect(fields({ a: 1, b: 2 }, Empty)).toEqual(['a', 'b']);
});

it('names every fault in words that do not repeat the field or the value', () => {
  const { faults } = faultsOf(Order, { name: 'Mustermann', count: 'x', steps: [], more: 'secret' });
  expect(faults).toEqual(
    expect.arrayContaining([
      { field: 'name', problem: 'must be shorter than or equal to 5 characters' },
      { field: 'count', problem: 'must be an integer number' },
      { field: 'steps', problem: 'should not be empty' },
      { field: 'more', problem: 'should not exist' },
    ]),
  );
  expect(JSON.stringify(faults)).not.toMatch(/Mustermann|secret/);
});
