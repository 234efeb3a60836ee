import type { Dossier, EventRef, ToldEvent } from '../dossier.js';
import { card, type EntryOptions } from './entry.js';
import { html, type Html } from './html.js';

/** What the chapters are written from. */
export class Told {
  private readonly byId: ReadonlyMap<EventRef, ToldEvent>;
  private readonly marks;

  constructor(
    readonly dossier: Dossier,
    readonly events: readonly ToldEvent[],
  ) {
    this.byId = new Map(events.map(event => [event.id, event]));
    this.marks = new Map(dossier.marked.map(mark => [mark.event, mark]));
  }

  event(id: EventRef): ToldEvent {
    return this.byId.get(id)!;
  }

  card(id: EventRef, options: EntryOptions = {}): Html {
    return card(this.event(id), { marks: this.marks.get(id), ...options });
  }

  marksOn(id: EventRef) {
    return this.marks.get(id);
  }
}

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

export const none = (words: string): Html => html`<p>${words}</p>`;

export const cards = (told: Told, ids: readonly EventRef[], otherwise: string): Html =>
  ids.length ? html`${ids.map(id => told.card(id))}` : none(otherwise);
