import { deadline } from './deadline.js';
import { html } from './html.js';
import { cards, none, type Chapter, type Told } from './told.js';
import { ref } from './values.js';

export const demands = (told: Told): Chapter => ({
  id: 'aufforderungen',
  title: 'Was vom Träger verlangt wurde',
  body: cards(
    told,
    told.dossier.deadlines.map(({ event }) => event),
    'Vom Träger wurde nichts verlangt.',
  ),
});

export function deadlines({ dossier }: Told): Chapter {
  return {
    id: 'fristen',
    title: 'Fristen und ihre Berechnung',
    body: dossier.deadlines.length
      ? html`${dossier.deadlines.map(deadline)}`
      : none('Fristen wurden nicht gesetzt.'),
  };
}

export const answers = (told: Told): Chapter => ({
  id: 'antworten',
  title: 'Die Antworten des Trägers',
  body: told.dossier.answers.length
    ? html`${told.dossier.answers.map(({ event, to, inTime }) =>
        told.card(event, {
          about: html`<p class="small">
            ${to === undefined ? 'unaufgefordert' : html`auf ${ref(to)}`}${
              inTime === undefined ? '' : inTime ? ', innerhalb der Frist' : ', nach Ablauf der Frist'
            }
          </p>`,
        }),
      )}`
    : none('Der Träger hat sich nicht geäußert.'),
});

export const reinspections = (told: Told): Chapter => ({
  id: 'nachpruefungen',
  title: 'Nachprüfungen',
  body: cards(
    told,
    told.dossier.reinspections.map(({ event }) => event),
    'Nachgeprüft wurde nicht.',
  ),
});

export const consequences = (told: Told): Chapter => ({
  id: 'folgen',
  title: 'Abmahnung, Abgabe, Entscheidung, Abschluss',
  body: html`${cards(told, told.dossier.consequences, 'Abgemahnt, abgegeben oder entschieden wurde nichts.')}
  ${told.dossier.closed ? told.card(told.dossier.closed.event) : none('Der Vorgang ist nicht abgeschlossen.')}`,
});
