import { formOf } from '../../src/http/feed/feed-form.js';

const batch = 'application/cloudevents-batch+json';
const stream = 'text/event-stream';

it.each([
  [undefined, 'batch'],
  ['*/*', 'batch'],
  ['application/*', 'batch'],
  ['application/cloudevents-batch+json', 'batch'],
  ['application/json', 'batch'],
  ['Application/CloudEvents-Batch+JSON; charset=utf-8', 'batch'],
  ['text/*', 'stream'],
  ['text/event-stream', 'stream'],
  ['text/event-stream, */*;q=0.1', 'stream'],
  ['*/*;q=0.5, text/event-stream;q=0.4', 'batch'],
  ['text/event-stream;q=0, */*', 'batch'],
  ['application/*;q=0, */*', 'stream'],
  [`${batch};q=0.2, ${stream};q=0.3`, 'stream'],
  [`text/html, ${stream}`, 'stream'],
  ['text/*;q=1, text/event-stream;q=0', undefined],
  ['application/cloudevents+json', undefined],
  ['*/*;q=0', undefined],
  ['text', undefined],
  ['', undefined],
])('Accept: %s is answered with %s', (accept, expected) => {
  expect(formOf(accept)).toBe(expected);
});
