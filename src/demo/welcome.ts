import { relative } from 'node:path';
import type { Clock } from '../clock.js';
import { InstanceKey } from '../identity/instance-key.js';
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

/** A token of the adviser whose work is shown, for half a day. */
export async function tokenFor(
  { adviserId, officeId }: Showcase,
  dataDir: string,
  clock: Clock,
): Promise<string> {
  const key = await InstanceKey.open(dataDir, clock);
  const principal = { subject: adviserId, roles: ['adviser' as const], office: officeId };
  return key.sign(principal, { expiresIn: halfADay });
}

/** What to open, and three commands to look at it with. */
export function welcome(url: string, dataDir: string, token: string, shown: Showcase): string {
  const { adviserId, participationId, endedOn, providerId, providerName } = shown;
  const get = (path: string): string => `curl -s '${url}/v1/${path}' -H 'authorization: Bearer ${token}'`;
  return `
Browse the API at ${url}/docs (${url}/openapi.json, ${url}/health/ready).

The timeline of ${adviserId}, the newest first:
${get('timeline?limit=20')}

How ${providerName} reports, and whom it lost without a word:
${get(`providers/${providerId}/escalation`)}

One participation (add ?knownAt=${endedOn} for what the office knew on its last day):
${get(`participations/${participationId}/history`)}

More tokens: DATA_DIR=${relative(process.cwd(), dataDir) || '.'} npm run -s teilhabe -- token --role provider --subject p-1 --provider ${providerId}
`;
}
