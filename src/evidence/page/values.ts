import { dayOf, epochOf, toInstant } from '../../terms/times.js';
import type { Fields, Value } from '../dossier.js';
import { wordFor } from './german-codes.js';
import { labelFor } from './german-fields.js';
import { html, type Html } from './html.js';

const inBerlin = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const weekdays = ['So', 'Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa'] as const;

/** `02.03.2026` */
export const germanDay = (day: string): string => day.split('-').toReversed().join('.');

/** `Mo 02.03.` */
export const shortDay = (day: string): string =>
  `${weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${germanDay(day).slice(0, 6)}`;

/** The end of a deadline, which is 24:00 of its last day: `07.04.2026, 24:00 Uhr`. */
export function germanEnd(instant: string): string {
  const [day, time] = germanTime(instant).split(', ');
  if (time !== '00:00 Uhr') return `${day}, ${time}`;
  return `${germanDay(dayOf(toInstant(epochOf(instant) - 1)))}, 24:00 Uhr`;
}

/** `02.03.2026, 09:15 Uhr`, in Berlin. */
export const germanTime = (instant: string): string => `${inBerlin.format(Date.parse(instant))} Uhr`;

const cents = new Set(['pricePerPlaceMonth', 'perMonth', 'amount']);
export const euro = (amount: number): string =>
  `${(amount / 100).toLocaleString('de-DE', { minimumFractionDigits: 2 })} €`;

const ends = new Set(['dueAt', 'endsAt']);
const isTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const isDay = /^\d{4}-\d\d-\d\d$/;
const isRef = /^E-\d+$/;
const isHash = /^[0-9a-f]{64}$/;

/** An event by its number, leading to the appendix. */
export const ref = (id: string): Html => html`<a class="ref" href="#${id}">${id}</a>`;
export const refs = (ids: readonly string[]): Html =>
  html`${ids.map((id, index) => html`${index ? ', ' : ''}${ref(id)}`)}`;

/** A value of a field for people to read, its code beside the word. */
export function inGerman(field: string, value: Value): Html {
  if (Array.isArray(value)) {
    if (value.length === 0) return html`keine`;
    const [separator, items] = [typeof value[0] === 'object' ? '; ' : ', ', value];
    return html`${items.map((one, index) => html`${index ? separator : ''}${inGerman(field, one)}`)}`;
  }
  if (value === null) return html`nichts`;
  if (typeof value === 'object') return composite(value);
  if (typeof value === 'boolean') return html`${value ? 'ja' : 'nein'}`;
  if (typeof value === 'number') return html`${cents.has(field) ? euro(value) : value}`;
  return ofText(field, value);
}

function ofText(field: string, value: string): Html {
  if (value === 'not-told') return html`<span class="small">(nicht in diesem Dossier)</span>`;
  if (isTime.test(value)) return html`${ends.has(field) ? germanEnd(value) : germanTime(value)}`;
  if (field === 'field') return html`${labelFor(value)} <span class="code">${value}</span>`;
  if (isDay.test(value)) return html`${germanDay(value)}`;
  if (isRef.test(value)) return ref(value);
  if (isHash.test(value)) return html`<span class="code">${value}</span>`;
  const word = wordFor(field, value);
  return word === value ? html`${value}` : html`${word} <span class="code">${value}</span>`;
}

function composite(value: Fields): Html {
  const { day, state, participationId, eventId } = value;
  if (typeof day === 'string' && typeof state === 'string')
    return html`${germanDay(day)} ${wordFor('state', state)}`;
  if (typeof participationId === 'string' && typeof eventId === 'string')
    return html`${participationId}: ${inGerman('eventId', eventId)}`;
  const parts = Object.entries(value);
  return html`${parts.map(([name, one], index) => html`${index ? ', ' : ''}${labelFor(name)} ${inGerman(name, one)}`)}`;
}
