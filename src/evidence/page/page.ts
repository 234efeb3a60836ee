import type { Dossier, ToldEvent } from '../dossier.js';
import { course, duty, observation, standingIn } from './accusation.js';
import { instructions, pauses, surroundings } from './assigning.js';
import { actedAs } from './entry.js';
import { Html, html } from './html.js';
import { answers, consequences, deadlines, demands, reinspections } from './procedure.js';
import { facts, inFavour, participations } from './proof.js';
import { appendix, marked, readings, rulebooks } from './record.js';
import { style } from './style.js';
import { Told, type Chapter } from './told.js';
import { germanTime, inGerman } from './values.js';

const inOrder: readonly ((told: Told) => Chapter)[] = [
  course,
  duty,
  observation,
  facts,
  participations,
  inFavour,
  demands,
  deadlines,
  answers,
  reinspections,
  consequences,
  instructions,
  pauses,
  surroundings,
  marked,
  readings,
  rulebooks,
  appendix,
];

const organisation = (id: string, name: string | undefined): Html =>
  name === undefined ? html`${id}` : html`${name} <span class="code">${id}</span>`;

function cover(dossier: Dossier): Html {
  const { caseId, provider, office, measures, accusation, madeAt, madeBy, position, storeId } = dossier;
  return html`<header>
    <h1>Dossier zum Trägervorgang</h1>
    <p class="subtitle"><span class="code">${caseId}</span></p>
    <dl>
      <dt>Träger</dt>
      <dd>${organisation(provider.providerId, provider.name)}</dd>
      ${measures.map(
        ({ measureId, title }) =>
          html`<dt>Maßnahme</dt>
            <dd>${organisation(measureId, title)}</dd>`,
      )}
      <dt>Amt</dt>
      <dd>${office.officeId}</dd>
      <dt>Vorwurf</dt>
      <dd>
        ${inGerman('category', accusation.category)}, ${inGerman('severity', accusation.severity)}, beobachtet
        am ${inGerman('observedOn', accusation.observedOn)}
      </dd>
      <dt>Stand des Vorgangs</dt>
      <dd>${standingIn(dossier)}</dd>
      <dt>erstellt</dt>
      <dd>${germanTime(madeAt)}, durch ${actedAs(madeBy)}</dd>
      <dt>Stand des Protokolls</dt>
      <dd class="code">${position} (${storeId})</dd>
    </dl>
    <div class="note">
      <p>
        Dieses Dossier gibt wieder, was bis zum genannten Stand aufgezeichnet war. Teilnehmende tragen
        Kennungen, die nur hier gelten (T-1, T-2 …); Handelnde erscheinen mit Funktion und Stelle. Jede
        Aussage verweist mit ihrer Nummer (E-1, E-2 …) auf ein Ereignis im Anhang und in
        <span class="code">events.ndjson</span>. Alle Zeiten sind Ortszeiten in Deutschland. Ob die Dateien
        unverändert sind, zeigen die Prüfsummen in <span class="code">manifest.json</span>.
      </p>
    </div>
  </header>`;
}

/** On every sheet; only what an id is made of can get into the style. */
const footer = (caseId: string): Html =>
  new Html(
    `@page { @bottom-left { content: "Dossier zum Trägervorgang ${caseId.replaceAll(/[^A-Za-z0-9-]/g, '')}"; } }`,
  );

const contents = (all: readonly Chapter[]): Html =>
  html`<nav class="toc">
    <h2>Inhalt</h2>
    <ol>
      ${all.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
    </ol>
  </nav>`;

/** The dossier as one page for people: no script, nothing from elsewhere, made to be printed. */
export function page(dossier: Dossier, events: readonly ToldEvent[]): string {
  const told = new Told(dossier, events);
  const all = inOrder.map(chapter => chapter(told));
  const body = html`<!doctype html>
    <html lang="de">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>Dossier zum Trägervorgang ${dossier.caseId}</title>
        <style>
          ${style}${footer(dossier.caseId)}
        </style>
      </head>
      <body>
        ${cover(dossier)} ${contents(all)}
        ${all.map(
          ({ id, title, body: chapter }, index) =>
            html`<section id="${id}">
              <h2>${index + 1}. ${title}</h2>
              ${chapter}
            </section> `,
        )}
      </body>
    </html> `;
  return body.text;
}
