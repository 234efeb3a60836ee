import type { Deadline } from '../../provider-case/events.js';
import { countDeadline } from '../count-deadline.js';
import type { Dossier, Fields, ToldDeadline, ToldEvent } from '../dossier.js';

/** Every deadline of the case is told, is the one of its event, and comes out the same when it is counted anew. */
export function checkDeadlines(dossier: Dossier, events: readonly ToldEvent[]): readonly string[] {
  const byId = new Map(events.map(event => [event.id, event]));
  const set = events.filter(({ type }) => type === 'CureDemanded' || type === 'StatementInvited');
  const told = new Set(dossier.deadlines.map(({ event }) => event));
  return [
    ...set
      .filter(({ id }) => !told.has(id))
      .map(({ id }) => `dossier.json: the deadline of ${id} is missing`),
    ...dossier.deadlines.flatMap(deadline =>
      [
        ...ofEvent(deadline, byId.get(deadline.event)),
        ...counted(deadline),
        ...ruled(deadline, dossier),
        ...lapsed(deadline, byId),
      ].map(problem => `dossier.json: the deadline of ${deadline.event} ${problem}`),
    ),
  ];
}

function ofEvent(
  { from, days, region, endsAt }: ToldDeadline,
  event: ToldEvent | undefined,
): readonly string[] {
  const recorded = event?.data['deadline'] as Deadline | undefined;
  const same =
    recorded?.from === from &&
    recorded.days === days &&
    recorded.region === region &&
    recorded.endsAt === endsAt;
  return same ? [] : ['is not the one of its event'];
}

function counted({ from, days, region, daybyday, endsOn, endsAt }: ToldDeadline): readonly string[] {
  const again = countDeadline(from, days, region);
  return [
    ...(again.endsAt === endsAt && again.endsOn === endsOn
      ? []
      : [`ends on ${again.endsOn} (${again.endsAt}) when counted anew, not on ${endsOn} (${endsAt})`]),
    ...(JSON.stringify(again.daybyday) === JSON.stringify(daybyday)
      ? []
      : ['is not counted day by day as it should']),
  ];
}

function ruled(
  { kind, days, rulebook, ruled: told }: ToldDeadline,
  { rulebooks }: Dossier,
): readonly string[] {
  const duties = rulebooks.find(({ version }) => version === rulebook)?.duties;
  if (!duties) return [`names the rulebook ${rulebook}, which is not inside`];
  const { cure, hearing } = duties;
  const by = kind === 'cure' ? cure : { usual: hearing };
  const least = kind === 'cure' ? Math.min(cure.usual, cure.grave) : hearing;
  const same =
    told.usual === by.usual &&
    (kind !== 'cure' || (told.grave === cure.grave && told.atMost === cure.atMost));
  return [
    ...(same ? [] : [`does not tell the days of rulebook ${rulebook}`]),
    ...(days < least ? [`has ${days} days, fewer than the ${least} of rulebook ${rulebook}`] : []),
    ...(days > cure.atMost ? [`has ${days} days, more than the ${cure.atMost} of rulebook ${rulebook}`] : []),
  ];
}

function lapsed(
  { endsAt, lapseDeclaredBy, demandId }: ToldDeadline,
  byId: ReadonlyMap<string, ToldEvent>,
): readonly string[] {
  const data: Fields | undefined =
    lapseDeclaredBy === undefined ? undefined : byId.get(lapseDeclaredBy)?.data;
  if (!data) return [];
  return data['dueAt'] === endsAt && data['demandId'] === demandId
    ? []
    : ['was declared lapsed as another one'];
}
