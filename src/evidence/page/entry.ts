import type { Acted, EntryMarks, Fields, ToldEvent, ToldTimes, Value } from '../dossier.js';
import { wordFor } from './german-codes.js';
import { labelFor } from './german-fields.js';
import { titleOf } from './german-types.js';
import { html, type Html } from './html.js';
import { germanTime, inGerman, ref } from './values.js';

/** Told in its place by what stands around it. */
const hidden: ReadonlySet<string> = new Set([
  'officeId',
  'providerId',
  'measureId',
  'deadline',
  'sick',
  'duties',
]);

export const actedAs = ({ role, organisation }: Acted): Html =>
  html`${wordFor('role', role)}${organisation === undefined ? '' : html` <span class="code">${organisation}</span>`}`;

/** When it happened, when whom it was known to, when it was written down. */
export const timesTable = (times: ToldTimes, source: string): Html =>
  html` <table class="times">
    <thead>
      <tr>
        <th>geschehen</th>
        ${times.sourceKnewAt !== undefined && html`<th>${source === 'provider' ? 'dem Träger' : 'der Quelle'} bekannt</th>`}
        <th>dem Amt bekannt</th>
        <th>aufgezeichnet</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td>${germanTime(times.occurredAt)}</td>
        ${times.sourceKnewAt !== undefined && html`<td>${germanTime(times.sourceKnewAt)}</td>`}
        <td>${germanTime(times.learnedAt)}</td>
        <td>${germanTime(times.recordedAt)}</td>
      </tr>
    </tbody>
  </table>`;

const isWording = (value: Value): value is string =>
  typeof value === 'string' && (value.length > 60 || /\s/.test(value));

/** Codes and dates as a list, what somebody wrote as a quotation. */
export function content(data: Fields, sensitive: Fields = {}): Html {
  const all = Object.entries({ ...data, ...sensitive }).filter(([field]) => !hidden.has(field));
  const short = all.filter(([field, value]) => !(field in sensitive && isWording(value)));
  const sick = sensitive['sick'];
  return html`<dl>
      ${short.map(
        ([field, value]) =>
          html`<dt>${labelFor(field)}</dt>
            <dd>${inGerman(field, value)}</dd>`,
      )}
      ${
        Array.isArray(sick) &&
        sick.length > 0 &&
        html`<dt>${labelFor('sick')}</dt>
          <dd>${inGerman('sick', sick)}</dd>`
      }
    </dl>
    ${all
      .filter(([field, value]) => field in sensitive && isWording(value))
      .map(
        ([field, value]) =>
          html`<p class="small">${labelFor(field)}:</p>
            <blockquote>${String(value)}</blockquote>`,
      )}`;
}

const value = (field: string, of: Value | undefined): Html => {
  if (of === undefined) return html`nichts`;
  return isWording(of) ? html`„${of}“` : inGerman(field, of);
};

/** Corrections as what was and what is, annulments and disputes, in plain sight. */
export function marking(marks: EntryMarks | undefined): Html | undefined {
  if (!marks) return undefined;
  const { annulledBy, corrected, disputed } = marks;
  return html`<div class="mark">
    ${annulledBy !== undefined && html`<p><strong>Aufgehoben</strong> durch ${ref(annulledBy)}: der Eintrag gilt nicht mehr.</p>`}
    ${corrected.map(
      ({ by, field, was, is }) =>
        html`<p>
          <strong>Berichtigt</strong> durch ${ref(by)}: ${labelFor(field)} war
          <span class="was">${value(field, was)}</span>, ist ${value(field, is)}
        </p>`,
    )}
    ${disputed.map(({ by, disputedBy, status, result, settledBy }) =>
      status === 'open'
        ? html`<p>
            <strong>Bestritten</strong> durch ${wordFor('by', disputedBy)} (${ref(by)}), noch offen.
          </p>`
        : html`<p>
            <strong>War bestritten</strong> durch ${wordFor('by', disputedBy)} (${ref(by)}); erledigt
            ${settledBy === undefined ? '' : html`(${ref(settledBy)})`}:
            ${result === undefined ? '' : inGerman('result', result)}
          </p>`,
    )}
  </div>`;
}

/** Tags that stand beside a title. */
export const tags = (marks: EntryMarks | undefined, exculpatory = false): Html =>
  html` ${exculpatory && html`<span class="tag">ENTLASTEND</span>`}
  ${marks?.annulledBy !== undefined && html`<span class="tag strong">AUFGEHOBEN</span>`}
  ${!!marks?.corrected.length && html`<span class="tag strong">BERICHTIGT</span>`}
  ${marks?.disputed.some(({ status }) => status === 'open') && html`<span class="tag strong">BESTRITTEN</span>`}
  ${marks?.disputed.some(({ status }) => status === 'settled') && html`<span class="tag">WAR BESTRITTEN</span>`}`;

export interface EntryOptions {
  readonly marks?: EntryMarks | undefined;
  readonly exculpatory?: boolean;
  /** Something to be told after the title. */
  readonly about?: Html;
}

/** An event as a card: what, when on every axis, whose word, and its marks. */
export function card(event: ToldEvent, { marks, exculpatory = false, about }: EntryOptions = {}): Html {
  const { id, type, source, actor, channel, data, sensitive } = event;
  return html`<div class="entry">
    <h3>${ref(id)} · ${titleOf(type)} <span class="code">${type}</span> ${tags(marks, exculpatory)}</h3>
    ${about} ${timesTable(event, source)}
    <p class="small">
      ${wordFor('source', source)}; aufgezeichnet durch
      ${actedAs(actor)}${channel === 'api' ? '' : `, ${wordFor('channel', channel)}`}
    </p>
    ${marking(marks)}${!!marks?.corrected.length && html`<p class="small">Wie ursprünglich aufgezeichnet:</p>`}${content(data, sensitive)}
  </div>`;
}
