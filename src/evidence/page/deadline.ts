import type { CountedDay, ToldDeadline } from '../dossier.js';
import { wordFor } from './german-codes.js';
import { html, type Html } from './html.js';
import { germanDay, germanEnd, ref, shortDay } from './values.js';

const titles = { cure: 'Frist zur Nachbesserung', hearing: 'Frist zur Stellungnahme' } as const;

function cell({ day, is, number, free, holiday }: CountedDay, endsOn: string): Html {
  const classes = [
    ...(free ? ['free'] : []),
    ...(is === 'day-of-event' ? ['start'] : is === 'moved-on' ? ['moved'] : []),
    ...(day === endsOn ? ['end'] : []),
  ];
  const counted =
    is === 'day-of-event' ? 'Zugang, zählt nicht' : is === 'counted' ? `${number}. Tag` : 'verschoben';
  const because = free === undefined ? '' : ` · ${holiday ?? wordFor('free', free)}`;
  return html`<div class="${classes.join(' ')}">
    <strong>${shortDay(day)}</strong><br />${counted}${because}${
      day === endsOn ? html`<br /><strong>Fristende 24:00</strong>` : ''
    }
  </div>`;
}

function ruledDays({ ruled: { usual, grave, atMost }, rulebook }: ToldDeadline): Html {
  const days = [
    usual === undefined ? '' : `mindestens ${usual}`,
    grave === undefined ? '' : `bei schweren Mängeln mindestens ${grave}`,
    atMost === undefined ? '' : `höchstens ${atMost}`,
  ].filter(Boolean);
  return html`${days.length ? `${days.join(', ')} Kalendertage` : 'unbekannt'} (Regelwerk ${rulebook})`;
}

const freeBecause = ({ free, holiday }: CountedDay): string =>
  free === undefined
    ? 'frei'
    : holiday === undefined
      ? `ein ${wordFor('free', free)}`
      : `Feiertag (${holiday})`;

/** Why the end is where it is: the day of delivery, the last counted day, the days it moved. */
function explained({ from, days, daybyday, endsOn, region }: ToldDeadline): Html {
  const last = daybyday.findLast(({ is }) => is !== 'moved-on')!;
  const moved = last.day !== endsOn;
  return html`<p>
    Der Tag des Zugangs, der ${germanDay(from)}, zählt nicht mit. ${days} Kalendertage danach ist der
    ${germanDay(last.day)}.
    ${
      moved
        ? `Dieser Tag ist ${freeBecause(last)}; die Frist endet deshalb mit Ablauf des nächsten Werktags, des ${germanDay(endsOn)} (§ 26 Abs. 3 SGB X).`
        : 'Mit Ablauf dieses Tages endet die Frist.'
    }
    Maßgebliche Feiertage: ${wordFor('region', region)}.
  </p>`;
}

/** A deadline with every one of its days. */
export const deadline = (told: ToldDeadline): Html =>
  html`<div class="deadline">
    <h3>${titles[told.kind]} (${ref(told.event)}): bis ${germanEnd(told.endsAt)}</h3>
    ${explained(told)}
    <dl>
      <dt>gesetzt</dt>
      <dd>${told.days} Kalendertage ab Zugang</dd>
      <dt>nach dem Regelwerk</dt>
      <dd>${ruledDays(told)}</dd>
      <dt>Stand bei Erstellung</dt>
      <dd>
        ${wordFor('standing', told.standing)}${
          told.lapseDeclaredBy === undefined
            ? ''
            : html`; Ablauf festgestellt mit ${ref(told.lapseDeclaredBy)}`
        }
      </dd>
    </dl>
    ${
      told.inTimeRecordedLater &&
      html`<div class="mark">
        <p>
          <strong>Rechtzeitig, später aufgezeichnet:</strong> der Ablauf wurde festgestellt; nach heutigem
          Stand wurde die Frist gewahrt.
        </p>
      </div>`
    }
    <div class="days">${told.daybyday.map(day => cell(day, told.endsOn))}</div>
  </div>`;
