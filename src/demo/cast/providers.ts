import type { LegalBasis, VoucherGoal } from '../../terms/catalogues.js';
import type { Range } from '../random.js';
import { manners, type Manner } from './manner.js';

/** Whom a measure is made for. */
export type Situation = 'young' | 'parent' | 'experienced' | 'strained' | 'practical' | 'orientation';

export interface MeasureOnOffer {
  readonly title: string;
  readonly legalBasis: LegalBasis;
  readonly suits: readonly Situation[];
  readonly weeks: Range;
  /** Days of the week, Monday is 1. */
  readonly weekdays: readonly number[];
  /** Places where 3,000 participations are made. */
  readonly places: number;
  /** Cents. */
  readonly pricePerPlaceMonth: number;
  /** Share of the days spent online. */
  readonly online?: number;
  readonly certificate?: true;
  /** Chosen with a voucher for this goal; what the others offer was bought. */
  readonly goal?: VoucherGoal;
  /** Where it differs from the provider's manner. */
  readonly attendance?: Manner['attendance'];
}

export interface ProviderOfMeasures {
  readonly id: string;
  readonly name: string;
  readonly manner: Manner;
  readonly measures: readonly MeasureOnOffer[];
}

const allWeek = [1, 2, 3, 4, 5];
const fourDays = [1, 2, 3, 4];
const threeDays = [1, 2, 4];

function measure(
  title: string,
  legalBasis: LegalBasis,
  suits: readonly Situation[],
  weeks: Range,
  places: number,
  euros: number,
  more: Partial<MeasureOnOffer> = {},
): MeasureOnOffer {
  const pricePerPlaceMonth = euros * 100;
  return { title, legalBasis, suits, weeks, weekdays: allWeek, places, pricePerPlaceMonth, ...more };
}

/** Invented firms; their manners differ as those of real ones do. */
export const providers: readonly ProviderOfMeasures[] = [
  {
    id: 'werkbruecke',
    name: 'Werkbrücke Lindenau gGmbH',
    manner: manners.attentive,
    measures: [
      measure('Aktivcenter Lindenau', 'sgb3-45-3', ['orientation', 'practical'], [14, 22], 53, 640),
      measure('Werkstatt Holz und Metall', 'sgb2-16d', ['practical', 'experienced'], [26, 39], 40, 590, {
        attendance: 'daily',
      }),
      measure('Deutsch im Betrieb', 'sgb3-45-3', ['orientation', 'practical'], [16, 24], 28, 720, {
        online: 0.15,
      }),
    ],
  },
  {
    id: 'lotsenhaus',
    name: 'Lotsenhaus Ahornweg e. V.',
    manner: manners.honest,
    measures: [
      measure('Lotse – aufsuchende Begleitung', 'sgb2-16h', ['young', 'strained'], [20, 30], 31, 980, {
        weekdays: threeDays,
      }),
      measure('Stabil in den Tag', 'sgb3-45-3', ['strained'], [18, 26], 39, 890, { weekdays: fourDays }),
      measure('Ganzheitliches Coaching Ahornweg', 'sgb2-16k', ['strained', 'parent'], [24, 38], 20, 760, {
        weekdays: [2, 4],
        online: 0.1,
      }),
    ],
  },
  {
    id: 'sonnenfeld',
    name: 'Bildungswerkstatt Sonnenfeld GmbH',
    manner: manners.silent,
    measures: [
      measure(
        'Bewerbungswerkstatt Sonnenfeld',
        'sgb3-45-3',
        ['orientation', 'experienced'],
        [12, 16],
        42,
        610,
        {
          online: 0.2,
        },
      ),
      measure('Orientierung Pflege und Haushalt', 'sgb3-45-3', ['parent', 'orientation'], [16, 22], 30, 690),
      measure('Kaufmännische Übungsfirma', 'sgb3-45-3', ['experienced', 'parent'], [20, 26], 28, 770, {
        online: 0.25,
      }),
    ],
  },
  {
    id: 'neue-schritte',
    name: 'Neue Schritte Integrationsdienst gGmbH',
    manner: manners.dayByDay,
    measures: [
      measure('Erfahrung zählt – Angebot ab 50', 'sgb3-45-3', ['experienced'], [16, 24], 46, 630),
      measure('Eltern in Arbeit', 'sgb3-45-3', ['parent'], [18, 28], 47, 680, {
        weekdays: fourDays,
        online: 0.15,
      }),
    ],
  },
  {
    id: 'faehrmann',
    name: 'Fährmann Qualifizierung GmbH & Co. KG',
    manner: manners.monthly,
    measures: [
      measure('Gewerblich-technische Erprobung', 'sgb3-45-3', ['practical'], [14, 20], 36, 740),
      measure(
        'Lager und Transport – Erprobung',
        'sgb3-45-3',
        ['practical', 'experienced'],
        [12, 18],
        34,
        700,
      ),
    ],
  },
  {
    id: 'steinacker',
    name: 'Jugendwerk Steinacker e. V.',
    manner: { ...manners.withTheHardest, attendance: 'daily', losses: 0.28, crises: 2.4, telephones: 0.4 },
    measures: [
      measure('Zweite Chance Steinacker', 'sgb2-16h', ['young'], [20, 30], 30, 1_020, { weekdays: fourDays }),
      measure('Jugendwerkstatt Steinacker', 'sgb3-45-3', ['young', 'practical'], [20, 26], 36, 860),
    ],
  },
  {
    id: 'muehlbach',
    name: 'Perspektive Mühlbach GmbH',
    manner: manners.silentAndCostly,
    measures: [
      measure('Aktivierung kompakt', 'sgb3-45-3', ['orientation', 'practical'], [12, 16], 41, 560),
      measure('Perspektive Arbeit', 'sgb3-45-3', ['orientation', 'strained'], [16, 24], 39, 620),
    ],
  },
  {
    id: 'eschental',
    name: 'Garten & Handwerk Eschental gGmbH',
    manner: { ...manners.attentive, losses: 0.12, telephones: 0.25 },
    measures: [
      measure('Grünpflege im Stadtteil', 'sgb2-16d', ['practical', 'experienced'], [26, 39], 41, 540, {
        attendance: 'daily',
      }),
      measure('Gebrauchtmöbel und Reparatur', 'sgb2-16d', ['practical', 'strained'], [26, 39], 30, 560),
      measure('Gärtnerische Vorbereitung', 'sgb3-45-3', ['practical', 'young'], [16, 24], 20, 710),
    ],
  },
  {
    id: 'rosenau',
    name: 'Coachinghaus Rosenau GbR',
    manner: manners.fewLosses,
    measures: [
      measure('Einzelcoaching Rosenau', 'sgb2-16k', ['strained', 'experienced'], [20, 32], 30, 820, {
        weekdays: [3],
        online: 0.3,
      }),
      measure('Familiencoaching Rosenau', 'sgb2-16k', ['parent'], [20, 32], 22, 840, {
        weekdays: [2],
        online: 0.2,
      }),
    ],
  },
  {
    id: 'brueckfeld',
    name: 'Fachzentrum Logistik Brückfeld GmbH',
    manner: manners.clockwork,
    measures: [
      measure('Vorbereitung Fachlagerist', 'sgb3-45-3', ['practical', 'young'], [22, 26], 41, 930, {
        certificate: true,
      }),
      measure('Staplerschein und Lagerpraxis', 'sgb3-45-3', ['practical', 'experienced'], [10, 13], 30, 880, {
        certificate: true,
      }),
    ],
  },
  {
    id: 'birkenhof',
    name: 'Sprungbrett Birkenhof gGmbH',
    manner: manners.unpunctual,
    measures: [
      measure('Gesundheit und Arbeit', 'sgb3-45-3', ['strained', 'experienced'], [16, 24], 36, 750, {
        weekdays: fourDays,
      }),
      measure('Küche und Service', 'sgb2-16d', ['practical', 'parent'], [20, 30], 25, 570),
      measure('Bühne frei – Theater und Arbeit', 'sgb2-16f', ['young', 'orientation'], [20, 24], 15, 810, {
        weekdays: fourDays,
      }),
    ],
  },
  {
    id: 'kastanienhof',
    name: 'Nähstube Kastanienhof e. V.',
    manner: { ...manners.attentive, attendance: 'monthly', attendanceAfter: [1, 5] },
    measures: [
      measure('Nähstube und Sprache', 'sgb2-16f', ['parent'], [36, 48], 5, 480, { weekdays: threeDays }),
    ],
  },
  {
    id: 'kompass',
    name: 'Kompass Arbeitswelt gGmbH',
    manner: manners.ordinary,
    measures: [
      measure('Kompass Einzelcoaching', 'sgb3-45-4', ['strained', 'parent'], [10, 16], 24, 0, {
        goal: 'reduce-obstacles',
        weekdays: [1, 3],
        online: 0.2,
      }),
      measure('Umschulung Büromanagement', 'sgb3-81', ['experienced', 'orientation'], [26, 40], 16, 0, {
        goal: 'qualification',
        certificate: true,
      }),
    ],
  },
  {
    id: 'eichgrund',
    name: 'Coaching Eichgrund UG',
    manner: manners.unpunctual,
    measures: [
      measure('Starthilfe Eichgrund', 'sgb3-45-4', ['orientation', 'young'], [8, 12], 26, 0, {
        goal: 'approach-to-labour-market',
        weekdays: [2, 4],
        online: 0.5,
      }),
    ],
  },
];
