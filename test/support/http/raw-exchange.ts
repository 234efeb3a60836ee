import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes as they are and reads until the server closes; what it answered, first answer first. */
export async function exchange(port: number, bytes: string | Uint8Array): Promise<RawAnswer[]> {
  const socket = await open(port);
  socket.write(bytes);
  return readAnswers(socket);
}

export async function readAnswers(socket: Socket): Promise<RawAnswer[]> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A server that closes under bytes it has not read resets the connection: what it said before counts.
  socket.on('error', () => socket.destroy());
  await new Promise(resolve => socket.on('close', resolve));
  return answersIn(Buffer.concat(chunks).toString('latin1'));
}

function answersIn(text: string): RawAnswer[] {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return [];
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map(line => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const length = Number(headers['content-length'] ?? text.length);
  const body = text.slice(end + 4, end + 4 + length);
  return [
    { statusCode: Number(statusLine.split(' ')[1]), headers, body },
    ...answersIn(text.slice(end + 4 + length)),
  ];
}
