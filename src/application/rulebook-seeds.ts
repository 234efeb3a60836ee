import { readdirSync, readFileSync } from 'node:fs';
import { v5 } from 'uuid';
import { parse } from 'yaml';
import type { EventLog } from '../event-codec/event-log.js';
import type { NewEntry } from '../event-codec/event-codec.js';
import { schemaVersionOf } from '../event-codec/names.js';
import { RevisionConflict } from '../event-store/event-store.js';
import { Rulebooks, type Rulebook } from '../rulebook/rulebook.js';
import { systemActor } from '../terms/actor.js';
import type { Instant } from '../terms/times.js';
import { InvalidInput } from './command-errors.js';
import { RulebookFields, rulebookOf } from './rulebook/rulebook-fields.js';
import { rulebookStream } from '../event-codec/streams.js';
import { faultsOf } from './validation.js';

/** A rulebook from YAML. @throws InvalidInput that names every fault */
export function parseRulebook(text: string): Rulebook {
  const { instance, faults } = faultsOf(RulebookFields, parse(text) as unknown);
  if (faults) throw new InvalidInput(faults);
  return rulebookOf(instance);
}

/** The versions that are shipped: they seed a log that has none. */
export function shippedRulebooks(): readonly Rulebook[] {
  const folder = new URL('../rulebook/seeds/', import.meta.url);
  return readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .toSorted()
    .map(name => parseRulebook(readFileSync(new URL(name, folder), 'utf8')));
}

const namespace = '0d6d0c5c-2b0e-4a57-9a5e-6d0e2f5a7c31';

/** Named after what they say, so that of two servers that seed at once the second finds the work done. */
function seed(rulebook: Rulebook, rules: Rulebook, at: Instant): NewEntry {
  const made = (what: string): string => v5(`${what}/${JSON.stringify(rulebook)}`, namespace);
  return {
    type: 'RulebookAdded',
    data: rulebook,
    id: made('event'),
    schemaVersion: schemaVersionOf('RulebookAdded'),
    occurredAt: at,
    learnedAt: at,
    recordedAt: at,
    actor: systemActor,
    source: 'system',
    channel: 'policy',
    correlationId: made('correlation'),
    causationId: made('cause'),
    rulebook: rules.version,
    command: { id: made('cause'), digest: '' },
  };
}

/**
 * Puts the shipped versions into a log that has no rulebook yet, also one that was written before there was such a
 * stream. Afterwards only the stream counts.
 * @throws StoreUnavailable
 */
export async function seedRulebooks(log: EventLog, at: Instant): Promise<void> {
  const [first] = await log.readStream(rulebookStream, { limit: 1 });
  if (first) return;
  const shipped = shippedRulebooks();
  const rules = new Rulebooks(shipped).validAt(at);
  try {
    await log.append(
      rulebookStream,
      'no-stream',
      shipped.map(rulebook => seed(rulebook, rules, at)),
    );
  } catch (error) {
    // A server of another version was faster: its versions count.
    if (!(error instanceof RevisionConflict)) throw error;
  }
}
