import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export type ImportLine = Readonly<Record<string, unknown>>;

export const adviser = { id: 'adviser-7', role: 'adviser', organisation: 'office-1' };
export const teamLead = { id: 'lead-1', role: 'team-lead', organisation: 'office-1' };
export const admin = { id: 'admin-1', role: 'admin' };
export const trainer = { id: 'trainer-3', role: 'provider', organisation: 'provider-1' };

/** Lines as they stand in a file; a text stands there as it is. */
export function writeLines(path: string, lines: readonly (ImportLine | string)[]): string {
  writeFileSync(
    path,
    lines.map(line => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );
  return path;
}

export interface Rejected {
  readonly line: number;
  readonly reasons: readonly Readonly<Record<'code' | 'detail' | 'field' | 'problem', string | undefined>>[];
  readonly command: unknown;
}

/** FILE.rejected, line by line; undefined where there is none. */
export function rejectedOf(file: string): readonly Rejected[] | undefined {
  if (!existsSync(`${file}.rejected`)) return undefined;
  const text = readFileSync(`${file}.rejected`, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map(line => JSON.parse(line) as Rejected);
}

/** A provider, a measure of so many places and clients who want to be advised. */
export const ground = (places: number, ...clientIds: readonly string[]): readonly ImportLine[] => [
  { command: 'RegisterProvider', key: 'p', actor: admin, providerId: 'provider-1', name: 'Werkstatt' },
  {
    command: 'RegisterMeasure',
    key: 'm',
    actor: admin,
    measureId: 'measure-1',
    providerId: 'provider-1',
    title: 'Werkstatt für alle',
    legalBasis: 'sgb3-45-3',
    track: 'purchased',
    places,
    minimumPlaces: 0,
    pricePerPlaceMonth: 0,
    runsFrom: '2025-01-01',
    runsTo: '2025-12-31',
  },
  ...clientIds.flatMap(clientId => [
    { command: 'RegisterClient', key: `${clientId}-client`, actor: adviser, clientId },
    { command: 'ClarifyMandate', key: `${clientId}-mandate`, actor: adviser, clientId, result: 'given' },
  ]),
];

/** From the offer to the assigned place; the participation has the id of its client. */
export const untilAssigned = (id: string): readonly ImportLine[] => [
  offer(id),
  { command: 'GiveConsent', key: `${id}-consent`, actor: adviser, participationId: id, form: 'oral' },
  assign(id),
];

export const offer = (id: string): ImportLine => ({
  command: 'OfferMeasure',
  key: `${id}-offer`,
  actor: adviser,
  participationId: id,
  clientId: id,
  measureId: 'measure-1',
});

export const assign = (id: string): ImportLine => ({
  command: 'AssignPlace',
  key: `${id}-place`,
  actor: adviser,
  participationId: id,
  startsOn: '2025-03-03',
  basis: 'consent',
});

export const noShow = (id: string): ImportLine => ({
  command: 'ReportNoShow',
  key: `${id}-no-show`,
  actor: trainer,
  participationId: id,
  reason: 'unreachable',
});
