import { setTimeout as pause } from 'node:timers/promises';
import { BACKWARDS, END } from '@eventstore/db-client';
import { StoreUnavailable } from '../event-store.js';
import type { Address, Connection } from './connection.js';
import type { Call } from './call.js';
import { collected } from './collected.js';
import { DirectClient } from './direct-client.js';
import { LineCut, meaningOf, NoAnswer, NotAnswering, spoilsLine } from './errors.js';

/** A line that never worked is followed by another one only after so many milliseconds. */
const rest = 100;
/** After so many calls in a row without an answer, on lines of their own, no other waits for one. */
const silence = 2;
/** Milliseconds between two attempts to get an answer again. */
const betweenKnocks = 200;
/** A call's time is waited for in so many parts: where this process stood still, its answer may lie there unread. */
const waits = 5;
/** Calls under way at a time, as many as a server takes on one line: a call that waits for others has not been sent. */
const most = 100;

/**
 * The one connection of a store, made anew when it fails. A call that the client would leave hanging is let go of
 * after its time; all calls on a line that failed are let go of with it. While the database is silent calls fail at
 * once: many that wait for each other would wait the sum of their times.
 */
export class Lines {
  private current: Line | undefined;
  private making: Promise<Line> | undefined;
  private leader: Address | undefined;
  private over = false;
  private resting: Promise<void> | undefined;
  private unanswered = 0;
  private knocking = false;
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly connection: Connection) {}

  /** @param within milliseconds for the answer, or for each part of it @throws NoAnswer, NotAnswering, LineCut, StoreUnavailable (closed), the client's errors */
  async call<T>(start: (client: DirectClient) => Call<T>, within: number): Promise<T> {
    if (this.underWay >= most) await new Promise<void>(resolve => this.waiting.push(resolve));
    else this.underWay++;
    try {
      if (this.unanswered < silence) return await this.answered(start, within);
      void this.knock(within);
      throw new NotAnswering();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.underWay--;
    }
  }

  /** The line that is to be used now. @throws StoreUnavailable (closed) */
  async line(): Promise<Line> {
    if (this.over) throw closed();
    if (this.current) return this.current;
    this.making ??= this.make().finally(() => (this.making = undefined));
    return this.making;
  }

  /** Puts the line away if the error says that it is of no more use. */
  failed(line: Line, error: unknown): void {
    if (!spoilsLine(error)) line.worked = true;
    else if (this.current === line) this.giveUp(line, error);
  }

  close(): void {
    this.over = true;
    this.current?.cut(closed());
    this.current = undefined;
  }

  private async answered<T>(start: (client: DirectClient) => Call<T>, within: number): Promise<T> {
    const line = await this.line();
    try {
      const answer = await line.until(start(line.client), within);
      this.unanswered = 0;
      return answer;
    } catch (error) {
      if (error instanceof NoAnswer) this.unanswered++;
      else if (!(error instanceof LineCut)) this.unanswered = 0;
      this.failed(line, error);
      throw error;
    }
  }

  /** Asks for something small until the database says anything, be it no. */
  private async knock(within: number): Promise<void> {
    if (this.knocking) return;
    this.knocking = true;
    const last = { direction: BACKWARDS, fromPosition: END, maxCount: 1 } as const;
    while (this.unanswered >= silence && !this.over) {
      await this.answered(client => collected(client.readAll(last)), within).catch(() => undefined);
      if (this.unanswered >= silence) await pause(betweenKnocks);
    }
    this.knocking = false;
  }

  private giveUp(line: Line, error: unknown): void {
    const meaning = meaningOf(error, '');
    const elsewhere = meaning.is === 'not-leader';
    this.current = undefined;
    this.leader = elsewhere ? meaning.leader : undefined;
    this.resting = line.worked || elsewhere ? undefined : pause(rest);
    line.cut(new LineCut({ cause: error }));
  }

  private async make(): Promise<Line> {
    await this.resting;
    if (this.over) throw closed();
    this.current = new Line(new DirectClient(this.connection, this.leader));
    this.leader = undefined;
    return this.current;
  }
}

export class Line {
  /** Whether anything was ever answered on it. */
  worked = false;
  private readonly calls = new Set<(why: Error) => void>();

  constructor(readonly client: DirectClient) {}

  async until<T>({ answer, onPart, cancel }: Call<T>, within: number): Promise<T> {
    const { promise: letGo, reject } = Promise.withResolvers<never>();
    let parts = waits;
    const wait = (): NodeJS.Timeout =>
      setTimeout(() => (--parts > 0 ? (timer = wait()) : reject(new NoAnswer(within))), within / waits);
    let timer = wait();
    this.calls.add(reject);
    onPart?.(() => (parts = waits));
    try {
      const result = await Promise.race([answer, letGo]);
      this.worked = true;
      return result;
    } catch (error) {
      cancel?.();
      throw error;
    } finally {
      clearTimeout(timer);
      this.calls.delete(reject);
    }
  }

  cut(why: Error): void {
    for (const letGo of [...this.calls]) letGo(why);
    // it may hang, or fail for it never came about: there is nobody to tell
    this.client.putAway().catch(() => undefined);
  }
}

const closed = (): StoreUnavailable => new StoreUnavailable('the event store is closed');
