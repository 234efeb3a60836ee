import type { Range } from '../random.js';

/** How a provider works and what it tells. Ranges are working days from knowing to telling. */
export interface Manner {
  readonly attendance: 'daily' | 'weekly' | 'monthly';
  readonly attendanceAfter: Range;
  /** Share of unexcused days that are told the next day, ahead of the report. */
  readonly callsAtOnce: number;
  readonly startAfter: Range;
  /** Share of crises that are told while they last. */
  readonly tellsCrises: number;
  readonly crisisAfter: Range;
  /** Share of what it tells that it tells on the telephone, for an adviser to write down. */
  readonly telephones: number;
  /** Share of the dropouts that it announces. */
  readonly warns: number;
  /** Share of untold crises that come out after the end. */
  readonly addsAfterwards: number;
  /** Crises in half a year of an ordinary client. */
  readonly crises: number;
  /** Chance that an ordinary client drops out. */
  readonly losses: number;
}

const attentive: Manner = {
  attendance: 'weekly',
  attendanceAfter: [0, 1],
  callsAtOnce: 1,
  startAfter: [0, 0],
  tellsCrises: 0.92,
  crisisAfter: [0, 1],
  telephones: 0.12,
  warns: 0.9,
  addsAfterwards: 0.3,
  crises: 1.5,
  losses: 0.2,
};

const silent: Manner = {
  attendance: 'monthly',
  attendanceAfter: [12, 32],
  callsAtOnce: 0,
  startAfter: [3, 14],
  tellsCrises: 0.04,
  crisisAfter: [10, 25],
  telephones: 0.3,
  warns: 0.08,
  addsAfterwards: 0.22,
  crises: 1.5,
  losses: 0.24,
};

const ordinary: Manner = {
  attendance: 'weekly',
  attendanceAfter: [1, 4],
  callsAtOnce: 0.35,
  startAfter: [0, 3],
  tellsCrises: 0.65,
  crisisAfter: [0, 4],
  telephones: 0.3,
  warns: 0.55,
  addsAfterwards: 0.25,
  crises: 1.3,
  losses: 0.18,
};

/** Tells everything, by itself and at once; what befalls its participants is another matter. */
const honest: Manner = {
  ...attentive,
  attendance: 'daily',
  tellsCrises: 1,
  telephones: 0,
  warns: 1,
  addsAfterwards: 0,
  crises: 3,
  losses: 0.36,
};

export const manners = {
  attentive,
  honest,
  /** Takes those whom nobody else takes, loses many, and nobody is surprised. */
  withTheHardest: { ...attentive, crises: 3, losses: 0.36, tellsCrises: 0.96, warns: 0.95 },
  fewLosses: { ...attentive, attendance: 'monthly', attendanceAfter: [1, 5], crises: 1.1, losses: 0.07 },
  /** Reports come out of a time clock, day by day. */
  clockwork: { ...ordinary, attendance: 'daily', attendanceAfter: [0, 1], crises: 0.8, losses: 0.12 },
  ordinary,
  /** Signs in every morning; whoever is missing is noticed at once, if not always asked after. */
  dayByDay: { ...ordinary, attendance: 'daily', attendanceAfter: [0, 2] },
  monthly: { ...ordinary, attendance: 'monthly', attendanceAfter: [2, 6], telephones: 0.55 },
  unpunctual: { ...ordinary, attendance: 'monthly', attendanceAfter: [4, 11], tellsCrises: 0.4, warns: 0.4 },
  silent,
  silentAndCostly: { ...silent, losses: 0.33, crises: 1.8, tellsCrises: 0 },
} as const satisfies Readonly<Record<string, Manner>>;
