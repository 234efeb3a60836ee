import { actedAs, content, marking } from './entry.js';
import { titleOf } from './german-types.js';
import { html } from './html.js';
import { none, type Chapter, type Told } from './told.js';
import { germanDay, germanTime, ref } from './values.js';

export const marked = (told: Told): Chapter => ({
  id: 'bestritten',
  title: 'Berichtigte, aufgehobene und bestrittene Einträge',
  body: told.dossier.marked.length
    ? html`${told.dossier.marked.map(mark => {
        const { event, participation, reads } = mark;
        return html`<h3>${ref(event)} · ${titleOf(told.event(event).type)}, Teilnahme ${participation}</h3>
          ${marking(mark)}
          ${
            reads &&
            html`<p class="small">
                So lautet der Eintrag mit allen Berichtigungen (geschehen ${germanTime(reads.occurredAt)}):
              </p>
              ${content(reads.data, reads.sensitive)}`
          }`;
      })}${told.dossier.participations.flatMap(({ about }) => about).map(id => told.card(id))}`
    : none('Kein Eintrag wurde berichtigt, aufgehoben oder bestritten.'),
});

export const readings = ({ dossier }: Told): Chapter => ({
  id: 'gelesen',
  title: 'Wer den Vorgang gelesen hat',
  body: html`<table>
      <thead>
        <tr>
          <th>gelesen</th>
          <th>durch</th>
          <th>wie</th>
          <th>wozu</th>
        </tr>
      </thead>
      <tbody>
        ${dossier.readings.map(
          ({ at, reader, operation, purpose, thisOne }) =>
            html`<tr>
              <td class="day">${germanTime(at)}</td>
              <td>${actedAs(reader)}</td>
              <td class="code">${operation}${thisOne ? ' (dieses Dossier)' : ''}</td>
              <td>${purpose ?? 'Bearbeitung'}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="small">Genannt werden Funktion und Stelle, nicht die Person.</p>`,
});

export const rulebooks = ({ dossier }: Told): Chapter => ({
  id: 'regelwerk',
  title: 'Die angewandten Regelwerke',
  body: html`${dossier.rulebooks.map(
    ({ version, validFrom, verified, source, duties: { start, month, inform, cure, hearing } }) =>
      html` <h3>Regelwerk ${version}, gültig ab ${germanDay(validFrom)}${verified ? '' : ' (ungeprüft)'}</h3>
        <p class="small">${source}</p>
        <dl>
          <dt>Eintritt melden</dt>
          <dd>${start} Kalendertage</dd>
          <dt>Anwesenheit melden</dt>
          <dd>bis zum ${month}. des Folgemonats</dd>
          <dt>Gefährdendes melden</dt>
          <dd>
            unentschuldigter Tag ${inform.unexcusedDay} Werktage; Krise ab Schwere
            ${inform.crisisFromSeverity}, Abbruchgefahr, Abbruchvorschlag ${inform.crisis}, ${inform.risk},
            ${inform.proposal} Werktag(e)
          </dd>
          <dt>Nachbesserung</dt>
          <dd>
            mindestens ${cure.usual}, bei schweren Mängeln ${cure.grave}, höchstens ${cure.atMost}
            Kalendertage
          </dd>
          <dt>Anhörung</dt>
          <dd>${hearing} Kalendertage</dd>
        </dl>`,
  )}`,
});

/** Every told event with what makes it findable, and provable, in the log. */
export const appendix = ({ events }: Told): Chapter => ({
  id: 'anhang',
  title: 'Anhang: alle Ereignisse dieses Dossiers',
  body: html`<div class="appendix">
    <table>
      <thead>
        <tr>
          <th>Nr.</th>
          <th>Ereignis</th>
          <th>Strom, Stelle</th>
          <th>geschehen</th>
          <th>aufgezeichnet</th>
          <th>SHA-256 des Ereignisses im Protokoll</th>
        </tr>
      </thead>
      <tbody>
        ${events.map(
          ({ id, type, stream, revision, occurredAt, recordedAt, stored }) =>
            html`<tr id="${id}">
              <td><strong>${id}</strong></td>
              <td>${titleOf(type)}<br /><span class="code">${type}</span></td>
              <td class="code">${stream}, ${revision}</td>
              <td>${germanTime(occurredAt)}</td>
              <td>${germanTime(recordedAt)}</td>
              <td class="code">${stored.sha256}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`,
});
