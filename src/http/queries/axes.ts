import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Validate, ValidatorConstraint, type ValidationArguments } from 'class-validator';
import { endOfDay, epochOf, isDay, parseInstant, toInstant, type Instant } from '../../terms/times.js';
import type { Axes } from '../../views/case-history/axes.js';

/** A moment, or a day that stands for its last moment in Berlin. */
function momentIn(text: string): Instant | undefined {
  return isDay(text) ? toInstant(epochOf(endOfDay(text)) - 1) : parseInstant(text);
}

@ValidatorConstraint({ name: 'moment' })
class MomentRule {
  validate(value: unknown) {
    return typeof value === 'string' && momentIn(value) !== undefined;
  }
  defaultMessage({ property }: ValidationArguments) {
    return `${property} must be a day, YYYY-MM-DD, or a time by RFC 3339 with its offset`;
  }
}

function Moment(description: string): PropertyDecorator {
  return (target, key) => {
    ApiProperty({ required: false, type: String, description })(target, key);
    IsOptional()(target, key);
    Validate(MomentRule)(target, key as string);
  };
}

export class HistoryQuery {
  @Moment('What had happened by then, as it is known today. A day stands for its end.')
  readonly asOf?: string;

  @Moment('What the office knew then.')
  readonly knownAt?: string;

  @Moment('What stood in the record then; it never changes afterwards.')
  readonly recordedBy?: string;
}

export function axesOf(query: HistoryQuery): Axes {
  const axes: { -readonly [K in keyof Axes]: Instant } = {};
  for (const axis of ['asOf', 'knownAt', 'recordedBy'] as const) {
    const moment = query[axis] === undefined ? undefined : momentIn(query[axis]);
    if (moment !== undefined) axes[axis] = moment;
  }
  return axes;
}
