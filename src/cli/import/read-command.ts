import { identityOf } from '../../application/command-identity.js';
import { commands, isCommandName, type CommandName } from '../../application/commands.js';
import { jsonIn } from '../../application/json-text.js';
import { providerCommands, providerFaults } from '../../application/provider-commands.js';
import type { Recording } from '../../application/recording.js';
import { faultsOf, structureFaults, textFaults, type Fault } from '../../application/validation.js';
import { Envelope } from './envelope.js';
import { longest, type Line } from './lines.js';
import type { Reason } from './reasons.js';

/** A line's command, sound in itself and ready for the bus. */
export interface ReadCommand {
  readonly command: Recording;
  readonly reasons?: undefined;
}

/** A line that cannot be taken whatever is recorded. `isJson`: whether it can stand as it is in a JSON text. */
export interface Unfit {
  readonly reasons: readonly Reason[];
  readonly isJson: boolean;
}

/**
 * The command of a line, or everything that is wrong with it at once.
 * @param correlationId a UUID for all that one run of an import records
 */
export function readCommand({ bytes, tooLong }: Line, correlationId: string): ReadCommand | Unfit {
  if (tooLong) return unfit([{ code: 'line-too-long', detail: `it has more than ${longest} bytes` }], false);
  const { value, fault } = { value: undefined, ...jsonIn(bytes) };
  if (fault) return unfit([fault], false);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return unfit([{ field: '', problem: 'must be an object' }]);
  const unsafe = [...structureFaults(value), ...textFaults(value)];
  return unsafe.length ? unfit(unsafe) : checked(value as Fields, correlationId);
}

type Fields = Readonly<Record<string, unknown>>;

const unfit = (reasons: readonly Reason[], isJson = true): Unfit => ({ reasons, isJson });

function checked(line: Fields, correlationId: string): ReadCommand | Unfit {
  const { command: name, key, actor, recordedAt, ...fields } = line;
  const envelope = faultsOf(Envelope, { command: name, key, actor });
  const reasons: Reason[] = [...(envelope.faults ?? [])];
  if (recordedAt !== undefined) reasons.push(recordedAtFault);
  if (typeof name !== 'string' || !isCommandName(name)) return unfit(reasons);
  const { instance, faults = [] } = faultsOf<Recording>(commands[name], fields);
  reasons.push(...faults);
  const isProvider = envelope.instance?.actor.role === 'provider';
  if (isProvider && instance) reasons.push(...providerFaults(instance));
  if (isProvider && !providerCommands.has(name)) reasons.push(notTheirs(name));
  if (reasons.length || !instance || !envelope.instance) return unfit(reasons);
  const { id, role, organisation } = envelope.instance.actor;
  const { key: _, ...body } = line;
  instance.origin = {
    actor: { id, role, ...(organisation === undefined ? {} : { organisation }) },
    channel: 'import',
    ...identityOf(envelope.instance.key, `import|${id}`, body),
    correlationId,
  };
  return { command: instance };
}

const recordedAtFault: Fault = {
  field: 'recordedAt',
  problem: 'is set at the moment of writing and never by a sender',
};

const notTheirs = (name: CommandName): Reason => ({
  code: 'provider-may-not-decide',
  detail: `${name} is for the office to decide`,
});
