import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidConfig } from '../../src/config.js';
import { renewDirectory } from '../../src/demo/own-directory.js';
import { DirectoryLocked, lockDirectory } from '../../src/event-store/sqlite/directory-lock.js';
import { temporaryDirectory } from '../support/http/temporary-directory.js';

const made = [
  ...['events', 'views', 'access'].flatMap(name => [`${name}.db`, `${name}.db-wal`, `${name}.db-shm`]),
  'policy-stops.jsonl',
  'dossier-tv-001.zip',
];

describe('the directory of the demo', () => {
  const temporary = temporaryDirectory();
  const own = () => join(temporary(), 'deep', 'demo');
  const fill = (directory: string, ...names: string[]) =>
    names.forEach(name => writeFileSync(join(directory, name), name));

  it('is made where there is none, and known again', () => {
    renewDirectory(own());
    fill(own(), ...made);
    renewDirectory(own());
    expect(readdirSync(own()).filter(name => made.includes(name))).toEqual([]);
  });

  it('keeps what else is in it', () => {
    renewDirectory(own());
    fill(own(), 'events.db', 'instance-key.json', 'events.db.bak', 'notes.txt');
    mkdirSync(join(own(), 'views'));
    renewDirectory(own());
    expect(readdirSync(own())).toEqual(
      expect.arrayContaining(['instance-key.json', 'events.db.bak', 'notes.txt', 'views']),
    );
  });

  it('may be one that is empty', () => {
    mkdirSync(own(), { recursive: true });
    renewDirectory(own());
    expect(existsSync(join(own(), 'made-by-demo.txt'))).toBe(true);
  });

  it('is never one that somebody else made: that is refused and left as it is', () => {
    mkdirSync(own(), { recursive: true });
    fill(own(), 'events.db');
    expect(() => renewDirectory(own())).toThrow(InvalidConfig);
    expect(() => renewDirectory(own())).toThrow(/DEMO_DIR names .*demo, which the demo did not make/);
    expect(readdirSync(own())).toEqual(['events.db']);
    expect(readFileSync(join(own(), 'events.db'), 'utf8')).toBe('events.db');
  });

  it('is left as it is while a server holds it', () => {
    renewDirectory(own());
    fill(own(), 'events.db');
    const lock = lockDirectory(own());
    expect(() => renewDirectory(own())).toThrow(DirectoryLocked);
    expect(existsSync(join(own(), 'events.db'))).toBe(true);
    lock.release();
  });
});
