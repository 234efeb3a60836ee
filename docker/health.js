/** Ends with 0 where the server in this container says that it is ready, with 1 and what it lacks where not. */
import { request } from 'node:http';

const { HOST = '0.0.0.0', PORT = '3000' } = process.env;
const near = { '0.0.0.0': '127.0.0.1', '::': '::1' };
const asked = request({ host: near[HOST] ?? HOST, port: PORT, path: '/health/ready', timeout: 2_000 });

const told = (/** @type {string} */ text, /** @type {number} */ code) => {
  process.stdout.write(`${text}\n`);
  process.exitCode = code;
};
asked.on('timeout', () => asked.destroy(new Error('no answer within 2 s')));
asked.on('error', error => told(error.message, 1));
asked.on('response', async answer => {
  const text = (await answer.setEncoding('utf8').toArray()).join('');
  told(text, answer.statusCode === 200 ? 0 : 1);
});
asked.end();
