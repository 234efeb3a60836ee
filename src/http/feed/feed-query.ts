import { ApiHideProperty, ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, Validate, ValidatorConstraint } from 'class-validator';
import { Id } from '../../application/fields.js';
import { feedTypes } from '../../feed/event-schemas.js';
import { cursorIn, type FeedCursor } from '../../feed/feed-cursor.js';
import type { Wanted } from '../../feed/feed.js';
import { PageSize } from '../queries/page-size.js';
import { Problem } from '../problem/problem.js';

const noCursor = 'is no cursor of a feed';

@ValidatorConstraint({ name: 'cursor' })
class CursorRule {
  validate(value: unknown) {
    return typeof value === 'string' && cursorIn(value) !== undefined;
  }
  defaultMessage() {
    return `$property ${noCursor}`;
  }
}

@ValidatorConstraint({ name: 'types' })
class TypesRule {
  validate(value: unknown) {
    return Array.isArray(value) && value.every(type => feedTypes.includes(type as string));
  }
  defaultMessage() {
    return '$property must be names of types as GET /v1/schemas lists them, with commas between them';
  }
}

export class FeedQuery {
  @ApiProperty({
    required: false,
    description: 'Where to go on: the cursor of the last event that was read.',
  })
  @IsOptional()
  @Validate(CursorRule)
  readonly after?: string;

  @PageSize()
  readonly limit?: number;

  @ApiHideProperty()
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @Validate(TypesRule)
  readonly type?: readonly string[];

  @Id({ optional: true, description: 'Only what is about this provider or its measures.' })
  readonly provider?: string;

  @Id({ optional: true, description: 'Only what is about this measure.' })
  readonly measure?: string;
}

export const wantedBy = ({ type, provider, measure }: FeedQuery): Wanted => ({
  ...(type && { types: type }),
  ...(provider !== undefined && { providerId: provider }),
  ...(measure !== undefined && { measureId: measure }),
});

/** Where to go on: what a reader that was cut off says it saw last, else what the query asks. @throws Problem */
export function cursorOf({ after }: FeedQuery, lastSeen: string | undefined): FeedCursor | undefined {
  if (lastSeen === undefined) return after === undefined ? undefined : cursorIn(after);
  const cursor = cursorIn(lastSeen);
  if (cursor) return cursor;
  const errors = [{ field: 'Last-Event-ID', problem: noCursor }];
  throw new Problem('bad-query', 'The header Last-Event-ID is not understood.', { errors });
}

/** The same question from another cursor on. */
export function askedFrom(next: string | undefined, query: FeedQuery): string {
  const { limit, type, provider, measure } = query;
  const parameters = { after: next, limit, type: type?.join(','), provider, measure };
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  // Types, ids and cursors are plain: nothing in them needs an escape.
  const text = given.map(([name, value]) => `${name}=${value}`).join('&');
  return `/v1/feed${text && `?${text}`}`;
}
