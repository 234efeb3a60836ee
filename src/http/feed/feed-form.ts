import Negotiator from 'negotiator';
import { batchType, streamType } from './api-feed.js';

export type FeedForm = 'batch' | 'stream';

/** What is offered, the batch first where a caller likes all the same; it is JSON too, for whoever asks for no more. */
const offered: Readonly<Record<string, FeedForm>> = {
  [batchType]: 'batch',
  [`${batchType};charset=utf-8`]: 'batch',
  'application/json': 'batch',
  [streamType]: 'stream',
};

/** The form that an `Accept` header prefers (RFC 9110, 12.5.1); undefined where none will do. */
export function formOf(accept: string | undefined): FeedForm | undefined {
  const headers = accept === undefined ? {} : { accept };
  const [preferred] = new Negotiator({ headers }).mediaTypes(Object.keys(offered));
  return preferred === undefined ? undefined : offered[preferred];
}
