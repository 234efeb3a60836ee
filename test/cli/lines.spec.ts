import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf, longest, type Line } from '../../src/cli/import/lines.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const directory = temporaryDirectory();

async function linesIn(content: string | Buffer) {
  const file = join(directory(), 'lines');
  writeFileSync(file, content);
  const lines: (Omit<Line, 'bytes'> & { readonly text: string })[] = [];
  for await (const { bytes, ...line } of linesOf(file)) lines.push({ ...line, text: bytes.toString() });
  return lines;
}

const read = async (content: string | Buffer) => (await linesIn(content)).map(({ text }) => text);

describe('the lines of a file', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\nb', ['a', 'b']],
    ['a\n\nb\n', ['a', '', 'b']],
    ['\n', ['']],
    ['a\r\nb\r\n', ['a\r', 'b\r']],
    ['\uFEFFa\n\uFEFFb', ['a', '\uFEFFb']],
  ])('of %j are %j', async (content, lines) => expect(await read(content)).toEqual(lines));

  it('are the same wherever they lie in what is read at once', async () => {
    const lines = Array.from({ length: 30_000 }, (_, index) => `${index}-${'ä'.repeat(index % 50)}`);
    expect(await read(lines.join('\n'))).toEqual(lines);
  });

  it('are told with their number and how much was read', async () => {
    expect(await linesIn('ab\nc\n')).toEqual([
      { number: 1, text: 'ab', tooLong: false, readSoFar: 3 },
      { number: 2, text: 'c', tooLong: false, readSoFar: 5 },
    ]);
  });

  it('are cut where they are too long, and the next is read', async () => {
    const lines = ['x'.repeat(longest), 'y'.repeat(longest + 1), 'z'.repeat(5 * longest), 'a'];
    const found = await linesIn(lines.join('\n'));
    expect(found.map(({ number, tooLong, text }) => [number, tooLong, text.length])).toEqual([
      [1, false, longest],
      [2, true, 1_024],
      [3, true, 1_024],
      [4, false, 1],
    ]);
  });
});
