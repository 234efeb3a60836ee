import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { AssignPlace } from '../../src/application/participation/assign-place.js';
import { Config } from '../../src/config.js';
import { CoreModule } from '../../src/core.module.js';
import type { NewEntry } from '../../src/event-codec/event-codec.js';
import { EventLog } from '../../src/event-codec/event-log.js';
import type { AppendReceipt, ExpectedRevision } from '../../src/event-store/event-store.js';
import { HalfTakenPlaces } from '../../src/policies/half-taken-places.js';
import { stage, type Scene } from '../support/api/scene.js';
import { as, commands, consented, get } from '../support/api/steps.js';

/** A log as a process sees it that falls asleep just before it records an assignment. */
class SleepyLog extends EventLog {
  constructor(
    store: ConstructorParameters<typeof EventLog>[0],
    private readonly meanwhile: () => Promise<unknown>,
  ) {
    super(store);
  }

  override async append(
    stream: string,
    expected: ExpectedRevision,
    entries: readonly NewEntry[],
  ): Promise<AppendReceipt> {
    if (entries.some(({ type }) => type === 'PlaceAssigned')) await this.meanwhile();
    return super.append(stream, expected, entries);
  }
}

const { given, product } = stage();

async function assignedBySleeper(scene: Scene, meanwhile: () => Promise<unknown>): Promise<void> {
  const { instance, dataDir, clock } = product();
  const log = new SleepyLog(instance.store, meanwhile);
  const core = CoreModule.of({ ...instance, log }, Config.from({ DATA_DIR: dataDir }), clock);
  const app = await NestFactory.createApplicationContext(core, { logger: false });
  try {
    const commandId = randomUUID();
    const { adviser } = scene.people;
    const command = Object.assign(new AssignPlace(), {
      participationId: scene.ids['participationId'],
      startsOn: scene.day(),
      basis: 'consent',
      origin: {
        actor: { id: adviser.subject, role: 'adviser', organisation: adviser.office },
        channel: 'api',
        commandId,
        digest: '',
        correlationId: commandId,
      },
    });
    await app.get(CommandBus).execute(command);
  } finally {
    await app.close();
  }
}

const places = (scene: Scene) => scene.sees(as('admin', get('/v1/measures/:measureId/occupancy')));
const free = (): Promise<number> => product().app.get(HalfTakenPlaces, { strict: false }).free();

it('an assignment whose place another node freed meanwhile takes it again', async () => {
  const scene = await given(...consented);
  let freed = 0;
  await assignedBySleeper(scene, async () => {
    expect(await places(scene)).toMatchObject({ occupied: 1, halfTaken: 1 });
    product().clock.advance(60_000);
    freed = await free();
  });
  expect(freed).toBe(1);
  expect(await places(scene)).toMatchObject({ occupied: 1, assigned: 1, halfTaken: 0 });
  product().clock.advance(60_000);
  expect(await free()).toBe(0);
});

it('an assignment that took a moment has the place it took', async () => {
  const scene = await given(...consented);
  await assignedBySleeper(scene, async () => {
    product().clock.advance(30_000);
    await places(scene);
    expect(await free()).toBe(0);
  });
  const taken = await product().stream(`measure-${scene.ids['measureId']}`);
  expect(taken.filter(({ type }) => type === 'PlaceTaken')).toHaveLength(1);
  expect(await scene.does(commands.ConfirmStart())).toMatchObject({ statusCode: 201 });
});
