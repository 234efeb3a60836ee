import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Receipt } from '../../../src/application/recording.js';
import type { Answer, Counterpart, Request } from '../api/product.js';
import { Scene, type Step } from '../api/scene.js';
import { as, commands } from '../api/steps.js';

/** A command that was answered: it stands in `stream` under this correlation id, its last event where the receipt says. */
export interface Promised {
  readonly stream: string;
  readonly correlationId: string;
  readonly receipt: Receipt;
}

interface Asked {
  readonly stream: string;
  readonly correlationId: string;
  readonly request: Request;
}

const { RegisterClient, ClarifyMandate, OfferMeasure, ExplainMeasure, GiveConsent, AssignPlace } = commands;
const { ConfirmStart, ReportAttendance, RecordContact, OpenCrisis, ReassessCrisis, RecordIntervention } =
  commands;
const { ResolveCrisis, WithdrawConsent, CompleteParticipation, ConfirmDropout } = commands;

/** What happens to one client, in order; every second one drops out. */
const course = (drops: boolean): readonly (readonly ['client' | 'participation', Step])[] => [
  ['client', RegisterClient()],
  ['client', ClarifyMandate()],
  ['participation', OfferMeasure()],
  ['participation', ExplainMeasure()],
  ['participation', GiveConsent()],
  ['participation', AssignPlace()],
  ['participation', ConfirmStart()],
  ['participation', ReportAttendance()],
  ['participation', OpenCrisis()],
  ['participation', ReassessCrisis()],
  ['participation', RecordIntervention()],
  ['participation', ResolveCrisis()],
  ['participation', WithdrawConsent()],
  ['participation', as('provider', RecordContact())],
  ['participation', drops ? ConfirmDropout() : CompleteParticipation()],
];

/**
 * Clients that send commands at once, each for participations of its own and now and then for one that all share.
 * What was not answered is sent again under its key.
 */
export class Crowd {
  readonly promised: Promised[] = [];
  sent = 0;
  repeated = 0;
  private readonly open = new Map<number, Asked>();
  private readonly walks: readonly Iterator<Promise<Asked>, never>[];

  private constructor(
    private readonly remote: Counterpart,
    private readonly shared: Scene<Counterpart>,
    size: number,
  ) {
    this.walks = Array.from({ length: size }, (_, who) => this.walk(who));
  }

  /** A provider, a measure with places enough, and one participation that everybody writes to. */
  static async gather(remote: Counterpart, size: number): Promise<Crowd> {
    const shared = new Scene(remote, 'shared');
    const beginning = [
      commands.RegisterProvider(),
      commands.RegisterMeasure({ places: 1_000_000 }),
      ...[RegisterClient(), ClarifyMandate(), OfferMeasure(), GiveConsent(), AssignPlace(), ConfirmStart()],
    ];
    for (const step of beginning) await shared.did(step);
    return new Crowd(remote, shared, size);
  }

  /** Commands that were sent and not answered. */
  get unanswered(): readonly Asked[] {
    return [...this.open.values()];
  }

  /**
   * All send until the server is gone.
   * @param onSent is told with every command how many were sent in this call
   * @throws Error where an answer is no receipt
   */
  async sendUntilGone(onSent: (count: number) => void): Promise<void> {
    let count = 0;
    await Promise.all(
      this.walks.map(async (walk, who) => {
        for (;;) {
          if (this.open.has(who)) this.repeated++;
          const asked = this.open.get(who) ?? (await walk.next().value);
          this.open.set(who, asked);
          this.sent++;
          const answered = this.send(asked);
          onSent(++count);
          if (!(await answered)) return;
          this.open.delete(who);
        }
      }),
    );
  }

  /**
   * All send until `over` aborts; what is refused with 503 is sent again under its key after a while, until it stands.
   * @param onAnswer is told of every answer, and after how many milliseconds it came
   * @throws Error where an answer is neither a receipt nor a 503, or none comes
   */
  async sendThrough(
    over: AbortSignal,
    onAnswer: (answer: Answer, milliseconds: number) => void,
  ): Promise<void> {
    await Promise.all(
      this.walks.map(async (walk, who) => {
        while (!over.aborted) {
          const asked = await walk.next().value;
          this.open.set(who, asked);
          for (let again = false; this.open.has(who); again = true) {
            if (again) this.repeated++;
            this.sent++;
            const sentAt = performance.now();
            const answer = await this.remote.send(asked.request);
            onAnswer(answer, performance.now() - sentAt);
            if (answer.statusCode === 503) await pause(50);
            else {
              this.keep(asked, answer);
              this.open.delete(who);
            }
          }
        }
      }),
    );
  }

  /** Sends once more what was not answered; every one of these must be answered now. */
  async settle(): Promise<void> {
    await Promise.all(
      [...this.open].map(async ([who, asked]) => {
        this.repeated++;
        if (!(await this.send(asked))) throw new Error('the server is gone');
        this.open.delete(who);
      }),
    );
  }

  /** False where the server went away before it answered. */
  private async send(asked: Asked): Promise<boolean> {
    let answer;
    try {
      answer = await this.remote.send(asked.request);
    } catch {
      return false;
    }
    this.keep(asked, answer);
    return true;
  }

  private keep({ request, stream, correlationId }: Asked, answer: Answer): void {
    if (answer.statusCode !== 201) throw new Error(`${request.url}: ${answer.statusCode} ${answer.body}`);
    this.promised.push({ stream, correlationId, receipt: answer.json<Receipt>() });
  }

  private *walk(who: number): Generator<Promise<Asked>, never> {
    for (let client = 0; ; client++) {
      const scene = new Scene(this.remote, `${who}-${client}`);
      const { measureId, providerId } = this.shared.ids;
      const own = Object.assign(scene, {
        ids: { ...scene.ids, measureId, providerId },
        people: { ...scene.people, provider: this.shared.people.provider },
      });
      for (const [of, step] of course(client % 2 === 1)) {
        yield this.ask(own, step, `${of}-${own.ids[`${of}Id`]}`);
        if (client % 3 === 0)
          yield this.ask(this.shared, RecordContact(), `participation-${this.shared.ids.participationId}`);
      }
    }
  }

  /** Made once: sent again, it is the same request to the letter. */
  private async ask(scene: Scene<Counterpart>, step: Step, stream: string): Promise<Asked> {
    const correlationId = randomUUID();
    const request = await step(scene);
    const headers = { 'idempotency-key': randomUUID(), 'x-correlation-id': correlationId };
    return { stream, correlationId, request: { ...request, headers } };
  }
}
