import { relative } from 'node:path';
import type { Clock } from '../clock.js';
import { InstanceKey } from '../identity/instance-key.js';
import { looksAt, type Look } from './looks.js';
import type { MadeYear } from './make-year.js';
import type { Showcase } from './showcase.js';

const halfADay = 12 * 3_600;
const seconds = (milliseconds: number): string => (milliseconds / 1_000).toFixed(0);
const thousands = (count: number): string => count.toLocaleString('en-GB');

/** One line on what was made. */
export function summaryOf({ plan, events, took }: MadeYear): string {
  const { planning, recording, views } = took;
  const phases = `${seconds(planning)} s planning, ${seconds(recording)} recording, ${seconds(views)} views`;
  const whole = `${seconds(planning + recording + views)} s (${phases})`;
  return `${thousands(plan.stories.length)} participations, ${thousands(events)} events, made in ${whole}`;
}

/** What to look at, each with a token of somebody who may, for half a day. */
export interface Invitation {
  readonly shown: Showcase;
  readonly looks: readonly (Look & { readonly token: string })[];
  /** The file with the dossier of the open case. */
  readonly dossier: string;
}

export async function invitationTo(
  shown: Showcase,
  dossier: string,
  dataDir: string,
  clock: Clock,
): Promise<Invitation> {
  const key = await InstanceKey.open(dataDir, clock);
  const signed = looksAt(shown).map(async look => ({
    ...look,
    token: await key.sign(look.as, { expiresIn: halfADay }),
  }));
  return { shown, dossier, looks: await Promise.all(signed) };
}

/** What to open, and commands to look at it with. */
export function welcome(url: string, dataDir: string, { shown, looks, dossier }: Invitation): string {
  const near = (path: string): string => relative(process.cwd(), path) || '.';
  const command = ({ title, path, token, purpose }: Invitation['looks'][number]): string => {
    const because = purpose === undefined ? '' : ` -H 'access-purpose: ${purpose}'`;
    return `${title}:\ncurl -s '${url}/v1/${path}' -H 'authorization: Bearer ${token}'${because}\n`;
  };
  const teilhabe = `DATA_DIR=${near(dataDir)} npm run -s teilhabe --`;
  return `
Browse the API at ${url}/docs (${url}/openapi.json, ${url}/health/ready).

${looks.map(command).join('\n')}
The dossier of case ${shown.caseId} lies in ${near(dossier)}; open its page, or check it:
${teilhabe} dossier verify ${near(dossier)} --against-log

More tokens: ${teilhabe} token --role provider --subject p-1 --provider ${shown.silent.id}
`;
}
