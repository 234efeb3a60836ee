import type { Receipt } from '../../../src/application/recording.js';
import type { DomainEntry } from '../../../src/event-codec/domain-event.js';
import { addDays, dayOf, toInstant, type Day } from '../../../src/terms/times.js';
import { peopleOf, type People } from './people.js';
import { Product, type Answer, type Counterpart, type Request } from './product.js';

/** Something that somebody asks of the product in a scene. */
export type Step = (scene: Scene<Counterpart>) => Request | Promise<Request>;

/** One client, one measure and one participation with everybody around them, apart from all other scenes. */
export class Scene<By extends Counterpart = Product> {
  readonly people: People;
  readonly ids: Readonly<Record<string, string>>;

  constructor(
    readonly product: By,
    readonly name: string,
  ) {
    this.people = peopleOf(name);
    this.ids = {
      officeId: `office-${name}`,
      clientId: `client-${name}`,
      providerId: `provider-${name}`,
      measureId: `measure-${name}`,
      participationId: `participation-${name}`,
      deputyId: this.people.colleague.subject,
      crisisId: 'crisis-1',
      riskId: 'risk-1',
      complaintId: 'complaint-1',
      rulebookId: '2005-01',
      caseId: `case-${name}`,
      demandId: 'demand-1',
    };
  }

  /** A day in Berlin, so many days from today by the product's clock. */
  day(ahead = 0): Day {
    return addDays(dayOf(toInstant(this.product.clock.now())), ahead);
  }

  /** A moment, so many minutes from now by the product's clock. */
  moment(minutes = 0): string {
    return toInstant(this.product.clock.now() + minutes * 60_000);
  }

  /** A path with the scene's ids in place of `:clientId` and the like. */
  path(template: string, more: Readonly<Record<string, string>> = {}): string {
    const ids = { ...this.ids, ...more };
    return template.replaceAll(/:(\w+)/g, (name, id: string) => ids[id] ?? name);
  }

  async does(step: Step): Promise<Answer> {
    return this.product.send(await step(this));
  }

  /** The receipt of what must be recorded. */
  async did(step: Step): Promise<Receipt> {
    const answer = await this.does(step);
    if (answer.statusCode !== 201) throw new Error(`not recorded: ${answer.statusCode} ${answer.body}`);
    return answer.json<Receipt>();
  }

  /** The answer to a question, which must be one. */
  async sees<T>(step: Step): Promise<T> {
    const answer = await this.does(step);
    if (answer.statusCode !== 200) throw new Error(`not answered: ${answer.statusCode} ${answer.body}`);
    return answer.json<T>();
  }

  history(): Promise<readonly DomainEntry[]> {
    return this.product.stream(`participation-${this.ids.participationId}`);
  }

  /** The newest entry of a type about the participation. */
  async entry(type: DomainEntry['type']): Promise<DomainEntry> {
    const found = (await this.history()).findLast(event => event.type === type);
    if (!found) throw new Error(`there is no ${type} in the scene`);
    return found;
  }
}

let scenes = 0;

/** A product for the tests of a file, and scenes in it that know nothing of each other. */
export function stage(environment?: Readonly<Record<string, string>>) {
  let opened: Product | undefined;
  beforeAll(async () => {
    opened = await Product.open(environment);
  });
  afterAll(() => opened?.close());
  const product = (): Product => {
    if (!opened) throw new Error('the product is not open yet');
    return opened;
  };
  return {
    product,
    /** A scene in which these steps were taken, each of them recorded. */
    async given(...steps: readonly Step[]): Promise<Scene> {
      const scene = new Scene(product(), `${++scenes}`);
      for (const step of steps) await scene.did(step);
      return scene;
    },
  };
}
