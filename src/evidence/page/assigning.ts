import { html } from './html.js';
import { cards, none, type Chapter, type Told } from './told.js';
import { euro, germanTime, inGerman, ref } from './values.js';

export const instructions = (told: Told): Chapter => ({
  id: 'weisungen',
  title: 'Weisungen und Gegenvorstellungen',
  body: told.dossier.instructions.length
    ? html`${told.dossier.instructions.map(
        ({ event, ofThisCase, objections }) =>
          html`${told.card(event, {
            about: html`<p class="small">${ofThisCase ? 'in diesem Vorgang' : 'zur Maßnahme im Ganzen'}</p>`,
          })}${objections.map(id => told.card(id))}`,
      )}`
    : none('Weisungen sind nicht aufgezeichnet.'),
});

export function pauses(told: Told): Chapter {
  const rows = told.dossier.pauses.map(({ event, resumed, exposure, ofThisCase }) => {
    const { occurredAt, data } = told.event(event);
    const { minimumPlaces, occupied, pricePerPlaceMonth } = data['exposure'] as Readonly<
      Record<string, number>
    >;
    return html`<tr>
      <td class="day">
        ${germanTime(occurredAt)}
        (${ref(event)})${ofThisCase ? '' : html`<br /><span class="small">nicht in diesem Vorgang</span>`}
      </td>
      <td class="day">
        ${
          resumed === undefined
            ? 'dauert an'
            : html`${germanTime(told.event(resumed).occurredAt)} (${ref(resumed)})`
        }
      </td>
      <td>${inGerman('legalBasis', data['legalBasis']!)}</td>
      <td class="number">
        max(0; ${minimumPlaces} − ${occupied}) × ${euro(pricePerPlaceMonth!)} =
        <strong>${euro(exposure)}</strong>
      </td>
    </tr>`;
  });
  return {
    id: 'zuweisungsstopp',
    title: 'Zuweisungsstopps und ihr Kostenrisiko',
    body: rows.length
      ? html`<p>Kostenrisiko im Monat: was für abzunehmende und nicht belegte Plätze zu zahlen bleibt.</p>
          <table>
            <thead>
              <tr>
                <th>gestoppt</th>
                <th>aufgenommen</th>
                <th>Rechtsgrundlage</th>
                <th class="number">Kostenrisiko im Monat</th>
              </tr>
            </thead>
            <tbody>
              ${rows}
            </tbody>
          </table>`
      : none('Zuweisungen wurden nicht gestoppt.'),
  };
}

export const surroundings = (told: Told): Chapter => ({
  id: 'umfeld',
  title: 'Besuche, Bewertungen, Personal und Vertrag',
  body: cards(
    told,
    [
      ...told.dossier.surroundings,
      ...told.dossier.measures.flatMap(({ amendments }) => amendments),
      ...told.dossier.notes,
    ],
    'Dazu ist nichts aufgezeichnet.',
  ),
});
