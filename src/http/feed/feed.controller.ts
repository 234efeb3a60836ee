import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CursorGone, type FeedCursor } from '../../feed/feed-cursor.js';
import { Feed } from '../../feed/feed.js';
import { reads } from '../authorisation/access.js';
import { Allow } from '../authorisation/authorisation.guard.js';
import { Draining } from '../health/draining.js';
import { Log } from '../logging/log.js';
import { Problem } from '../problem/problem.js';
import { usualPageSize } from '../queries/page-size.js';
import { ApiFeed, batchType, streamType } from './api-feed.js';
import { askedFrom, cursorOf, FeedQuery, wantedBy } from './feed-query.js';
import { formOf } from './feed-form.js';
import { Pace, serverSentEvents } from './server-sent-events.js';

/** The log for those downstream: all of it, and nothing by which a person of the staff could be followed. */
@ApiBearerAuth()
@ApiTags('feed')
@Controller('v1')
export class FeedController {
  constructor(
    private readonly feed: Feed,
    private readonly draining: Draining,
    private readonly pace: Pace,
    private readonly log: Log,
  ) {}

  @Get('feed')
  @Allow(reads.feed)
  @ApiFeed()
  async read(
    @Query() query: FeedQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = formOf(request.headers.accept);
    if (!form) throw new Problem('not-acceptable', `Accept ${batchType} or ${streamType}.`);
    const after = cursorOf(query, request.headers['last-event-id']?.toString());
    try {
      await (form === 'stream' ? this.stream(query, after, request, reply) : this.part(query, after, reply));
    } catch (error) {
      if (!(error instanceof CursorGone)) throw error;
      throw new Problem('cursor-gone', 'The log has no such event. Begin anew, without a cursor.');
    }
  }

  private async part(query: FeedQuery, after: FeedCursor | undefined, reply: FastifyReply): Promise<void> {
    const { events, next } = await this.feed.part(after, query.limit ?? usualPageSize, wantedBy(query));
    await reply
      .header('link', `<${askedFrom(next, query)}>; rel="next"`)
      .type(`${batchType}; charset=utf-8`)
      .send(Buffer.from(JSON.stringify(events)));
  }

  private async stream(
    query: FeedQuery,
    after: FeedCursor | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const ends = [gone.signal, this.draining.signal, AbortSignal.timeout(this.pace.longest)];
    const parts = await this.feed.follow(after, wantedBy(query), AbortSignal.any(ends));
    // A proxy that gathers what it passes on would make it late.
    void reply.type(streamType).header('x-accel-buffering', 'no');
    if (request.method === 'HEAD') return void (await reply.send());
    const text = Readable.from(serverSentEvents(parts, this.pace), { highWaterMark: 1 });
    text.once('error', error => {
      if (!gone.signal.aborted)
        this.log.error({ correlationId: request.id, err: error }, 'the feed broke off');
    });
    await reply.send(text);
  }
}
