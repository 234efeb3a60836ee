import type { Dossier } from '../dossier.js';
import { actedAs } from './entry.js';
import { wordFor } from './german-codes.js';
import { titleOf } from './german-types.js';
import { html } from './html.js';
import { cards, none, type Chapter, type Told } from './told.js';
import { germanDay, germanTime, inGerman, ref, refs } from './values.js';

export const course = (told: Told): Chapter => ({
  id: 'verlauf',
  title: 'Verlauf im Überblick',
  body: html`<table>
    <thead>
      <tr>
        <th>geschehen</th>
        <th>Schritt</th>
        <th>durch</th>
        <th>Beleg</th>
      </tr>
    </thead>
    <tbody>
      ${told.dossier.course.map(id => {
        const { occurredAt, type, actor } = told.event(id);
        return html`<tr>
          <td class="day">${germanTime(occurredAt)}</td>
          <td>${titleOf(type)}</td>
          <td>${actedAs(actor)}</td>
          <td>${ref(id)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`,
});

export function duty({ dossier }: Told): Chapter {
  const { accusation, measures } = dossier;
  const { clause, conceptPage } = accusation.duty;
  return {
    id: 'pflicht',
    title: 'Die Pflicht, um die es geht',
    body: html`<dl>
        ${
          clause !== undefined &&
          html`<dt>Klausel des Vertrags</dt>
            <dd>${clause}</dd>`
        }
        ${
          conceptPage !== undefined &&
          html`<dt>Seite des Konzepts</dt>
            <dd>${conceptPage}</dd>`
        }
        <dt>Art des Mangels</dt>
        <dd>${inGerman('category', accusation.category)}</dd>
        <dt>Schwere, wie beobachtet</dt>
        <dd>${inGerman('severity', accusation.severity)}</dd>
      </dl>
      ${measures.map(
        ({ measureId, title, event, duties, amendments }) =>
          html`<h3>Maßnahme „${title}“ <span class="code">${measureId}</span> (${ref(event)})</h3>
            ${
              duties.length
                ? html`<table>
                    <thead>
                      <tr>
                        <th>Pflicht nach dem Konzept, Stand ${germanDay(accusation.observedOn)}</th>
                        <th class="number">Seite</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${duties.map(
                        ({ duty: words, page, breached }) =>
                          html`<tr>
                            <td>
                              ${
                                breached
                                  ? html`<strong>${words}</strong> <span class="tag strong">VERLETZT</span>`
                                  : words
                              }
                            </td>
                            <td class="number">${page}</td>
                          </tr>`,
                      )}
                    </tbody>
                  </table>`
                : none('Pflichten des Konzepts sind nicht einzeln eingetragen.')
            }
            ${amendments.length > 0 && html`<p>Der Vertrag wurde geändert: ${refs(amendments)}.</p>`}`,
      )}`,
  };
}

export const observation = (told: Told): Chapter => ({
  id: 'vorwurf',
  title: 'Vorwurf und Feststellung',
  body: html`${told.card(told.dossier.accusation.event)}
  ${cards(told, told.dossier.findings, 'Eine Feststellung wurde nicht getroffen.')}`,
});

export const standingIn = ({ closed }: Dossier): string =>
  closed ? `abgeschlossen: ${wordFor('result', closed.result)}` : 'offen';
