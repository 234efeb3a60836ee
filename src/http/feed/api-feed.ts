import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiQuery } from '@nestjs/swagger';
import { feedTypes } from '../../feed/event-schemas.js';
import { contentOf } from '../openapi/answer-content.js';
import { ApiProblems } from '../openapi/api-problems.js';
import { problemsOfFeed } from '../openapi/route-problems.js';

export const batchType = 'application/cloudevents-batch+json';
export const streamType = 'text/event-stream';

const link = {
  Link: {
    description: 'The URL of what follows, `rel="next"`; the same as asked while nothing does.',
    schema: { type: 'string' },
  },
} as const;

/** Says of the feed what it answers: a part of the log, or the log as it grows. */
export const ApiFeed = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      operationId: 'readFeed',
      summary:
        'What was recorded, in the order of the log: a part of it or, as an event stream, from there on live',
    }),
    ApiQuery({
      name: 'type',
      required: false,
      description: 'Only events of these types.',
      style: 'form',
      explode: false,
      schema: { type: 'array', items: { type: 'string', enum: [...feedTypes] } },
    }),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'The cursor that was seen last; it goes before `after`.',
      schema: { type: 'string' },
    }),
    ApiOkResponse({
      description:
        'CloudEvents 1.0. As an event stream each message has an event as `data` and its cursor as `id`; a message ' +
        'without data moves the cursor only.',
      headers: link,
      content: { ...contentOf('FeedBatch', batchType), [streamType]: { schema: { type: 'string' } } },
    }),
    ApiProblems(problemsOfFeed()),
  );
