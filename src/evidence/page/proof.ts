import { html, type Html } from './html.js';
import { cards, none, type Chapter, type Told } from './told.js';
import { inGerman, ref, refs } from './values.js';

export const facts = (told: Told): Chapter => ({
  id: 'tatsachen',
  title: 'Die Tatsachen mit ihren Belegen',
  body: html`<p>
      In der Reihenfolge, in der sie geschahen. Zu jeder steht, wann sie geschah, wann sie der Quelle und wann
      sie dem Amt bekannt war, und wann sie aufgezeichnet wurde.
    </p>
    ${told.dossier.facts.map(({ event, participation, citedBy, exculpatory }) =>
      told.card(event, {
        exculpatory,
        about: html`<p class="small">Teilnahme ${participation}; angeführt in ${refs(citedBy)}</p>`,
      }),
    )}
    ${told.dossier.facts.length === 0 && none('Einträge aus Teilnahmen wurden nicht angeführt.')}
    ${told.dossier.documents.length > 0 && documents(told)}`,
});

const documents = ({ dossier }: Told): Html =>
  html`<h3>Unterlagen</h3>
    <table>
      <thead>
        <tr>
          <th>SHA-256 der Unterlage</th>
          <th>vorgelegt mit</th>
          <th></th>
        </tr>
      </thead>
      <tbody>
        ${dossier.documents.map(
          ({ sha256, event, exculpatory }) =>
            html`<tr>
              <td class="code">${sha256}</td>
              <td>${ref(event)}</td>
              <td>${exculpatory && html`<span class="tag">ENTLASTEND</span>`}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;

export const participations = (told: Told): Chapter => ({
  id: 'teilnahmen',
  title: 'Betroffene Teilnahmen',
  body: html`<table>
      <thead>
        <tr>
          <th>Teilnahme</th>
          <th>angeführte Einträge</th>
          <th>überfällige Berichte</th>
          <th>Einträge darüber</th>
        </tr>
      </thead>
      <tbody>
        ${told.dossier.participations.map(
          ({ pseudonym, named, facts: cited, overdue, about }) =>
            html`<tr>
              <td>
                <strong>${pseudonym}</strong>${
                  named ? '' : html`<br /><span class="small">nur angeführt</span>`
                }
              </td>
              <td>${refs(cited)}</td>
              <td>
                ${overdue.map(
                  ({ event, inTimeRecordedLater }) =>
                    html`<div>
                      ${ref(event)}: ${inGerman('rule', told.event(event).data['rule']!)}, fällig bis
                      ${inGerman('dueAt', told.event(event).data['dueAt']!)}${
                        inTimeRecordedLater
                          ? html` <span class="tag">RECHTZEITIG, SPÄTER AUFGEZEICHNET</span>`
                          : ''
                      }
                    </div>`,
                )}
              </td>
              <td>${refs(about)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="small">
      Die Kennungen T-1, T-2 … gelten nur in diesem Dossier. Namen führt das System nicht.
    </p>`,
});

export function inFavour(told: Told): Chapter {
  const { weighed, evidence } = told.dossier.exculpatory;
  return {
    id: 'entlastendes',
    title: 'Was für den Träger spricht',
    body: html`${weighed.map(
      ({ event, outcome }) =>
        html`<p>Mit der Feststellung ${ref(event)}: ${inGerman('exculpatory', outcome)}.</p>`,
    )}
    ${cards(told, evidence, 'Entlastende Belege wurden nicht vorgelegt.')}`,
  };
}
