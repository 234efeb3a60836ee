import type { ParticipationCommand } from '../../src/participation/commands.js';
import type { ParticipationEntry } from '../../src/participation/events.js';
import { addDays } from '../../src/terms/times.js';
import type { Delay } from './oulad-backtest-count.js';
import type { Line } from './oulad-folder.js';
import { byProvider, Told } from './told-participation.js';

/** Participations of converted course runs, each step decided by the domain; a report is learned of so much later. */
export function historiesOf(
  lines: readonly Line[],
  delay: Delay = () => 0,
): readonly (readonly ParticipationEntry[])[] {
  const measures = lines.filter(({ command }) => command === 'RegisterMeasure');
  const providers = new Map(measures.map(line => [line.measureId, String(line.providerId)]));
  const steps = lines.filter(({ participationId }) => participationId !== undefined);
  return [...Map.groupBy(steps, ({ participationId }) => String(participationId))].map(([id, own]) => {
    const { clientId, measureId } = own.find(({ command }) => command === 'OfferMeasure')!;
    const about = { clientId: String(clientId), measureId: String(measureId) };
    const told = new Told(id, { ...about, providerId: providers.get(measureId)! });
    let reports = 0;
    for (const step of own) {
      const late = step.command === 'ReportAttendance' ? delay(id.split('-').at(-1)!, reports++) : 0;
      tell(told, step, late);
    }
    return told.history;
  });
}

function tell(told: Told, { command, occurredAt, ...line }: Line, late: number): void {
  if (command === 'OfferMeasure') {
    told.offered(occurredAt);
    return;
  }
  const { key: _key, actor: _actor, source: _source, learnedAt: _at, participationId, ...fields } = line;
  const [day, time] = [occurredAt.slice(0, 10), occurredAt.slice(10)];
  const risk = command === 'ReportAttendance' ? { riskId: `risk-${told.history.length}` } : {};
  const step = { type: command, ...fields, ...risk } as object as ParticipationCommand;
  told.tell(step, occurredAt, { ...byProvider, learned: `${addDays(day, late)}${time}` });
}
