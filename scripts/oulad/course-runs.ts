export const results = ['Pass', 'Distinction', 'Fail', 'Withdrawn'] as const;
export type Result = (typeof results)[number];

/** A tutor-marked assessment. All days here count from day 0, the first of the course run. */
export interface Tma {
  readonly id: string;
  readonly due: number;
}

/** A row of studentRegistration.csv with what the other files say of the same person. */
export interface Registration {
  readonly line: number;
  readonly student: string;
  readonly run: Run;
  readonly registered: number | undefined;
  readonly unregistered: number | undefined;
  result?: Result;
  /** Day of the first submission, by assessment. */
  readonly submitted: Map<string, number>;
}

/** One presentation of a module: what the product calls a measure. */
export interface Run {
  /** `AAA-2013J` */
  readonly id: string;
  readonly module: string;
  readonly presentation: string;
  readonly length: number;
  readonly tmas: Tma[];
  /** By student, in the order of the file. */
  readonly registrations: Map<string, Registration>;
}
