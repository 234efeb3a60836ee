import { commands as commandsByName } from '../../src/application/commands.js';
import { commandLine, type Actions } from '../../src/cli/program.js';
import { roles } from '../../src/terms/actor.js';
import type { Counterpart } from '../support/api/product.js';
import { pathIn } from '../support/api/let-through.js';
import { reachedCase } from '../support/api/provider-case.js';
import { stage, type Scene } from '../support/api/scene.js';
import { commands, get, started } from '../support/api/steps.js';
import { Description, type Schema } from '../support/openapi/description.js';

/** rules.md, "What the record is not for". Everything is derived from the running app, so that what is new is seen. */
const { given, product } = stage();
let description: Description;
beforeAll(async () => {
  description = await Description.of(product());
});

/** Names by which a member of staff could be told from others. */
const staff =
  /advis[eo]r|deputy|lead|actor|staff|subject|reader|employee|colleague|person|user|author|recordedBy$|By$/i;

/** Of the access log, whom data protection may ask about; it names a case, or what it is for. */
const parametersOfStaff: readonly string[] = ['GET /v1/access-log reader'];
/** A moment: what stood in the record by then. */
const aMoment = 'recordedBy';

const asked = () =>
  description.routes.flatMap(([route, { parameters }]) =>
    parameters.filter(({ in: where }) => where === 'query').map(({ name }) => ({ route, name })),
  );

/** Every property in a schema, by its path; what is met again is not gone into twice. */
function properties(schema: Schema, path = '', met: ReadonlySet<string> = new Set()): readonly string[] {
  const name = String(schema['$ref'] ?? '');
  if (name && met.has(name)) return [];
  const {
    properties: fields = {},
    items,
    anyOf = [],
    allOf = [],
    oneOf = [],
  } = description.resolved(schema) as {
    properties?: Record<string, Schema>;
    items?: Schema;
    anyOf?: Schema[];
    allOf?: Schema[];
    oneOf?: Schema[];
  };
  const seen = name ? new Set([...met, name]) : met;
  return [
    ...Object.entries(fields).flatMap(([field, of]) => [
      `${path}${field}`,
      ...properties(of, `${path}${field}.`, seen),
    ]),
    ...[...(items ? [items] : []), ...anyOf, ...allOf, ...oneOf].flatMap(of => properties(of, path, seen)),
  ];
}

const answered = () =>
  description.routes.flatMap(([route, { tags, responses }]) => {
    const { schema } = responses['200']?.content?.['application/json'] ?? {};
    return schema ? [{ route, tags, fields: properties(schema) }] : [];
  });

describe('no list and no figure is asked for by member of staff', () => {
  it('no query parameter names one', () => {
    const naming = asked().filter(({ name }) => staff.test(name) && name !== aMoment);
    expect(naming.map(({ route, name }) => `${route} ${name}`).toSorted()).toEqual(parametersOfStaff);
  });

  it('nor sorts or groups by anything: the order of a list is its own', () => {
    expect(asked().filter(({ name }) => /sort|order|group|rank|top|(^|-)by$/i.test(name))).toEqual([]);
  });

  it('and each one that somebody might try is refused by every route that reads', async () => {
    const names = ['adviserId', 'adviser', 'deputyId', 'actor', 'sort', 'orderBy', 'groupBy', 'by', 'staff'];
    const scene = await given(...started, ...reachedCase);
    const query = names.map(name => `${name}=${scene.people.adviser.subject}`).join('&');
    const reads = description.routes.filter(([route]) => route.startsWith('GET /v1/'));
    expect(reads.length).toBeGreaterThan(10);
    for (const [route] of reads) {
      const refused: (readonly string[])[] = [];
      for (const who of ['lead', 'integrator', 'dataProtection', 'admin', 'provider'] as const) {
        const path = pathIn(scene, route).split('?')[0]!;
        const answer = await scene.does(get(`${path}?${query}`, who));
        expect([route, who, answer.statusCode]).not.toEqual([route, who, 200]);
        if (answer.statusCode === 400)
          refused.push(answer.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field));
      }
      expect([route, refused.length > 0]).toEqual([route, true]);
      for (const fields of refused) expect([route, ...fields]).toEqual(expect.arrayContaining(names));
    }
  });

  it('no route is about one: the path names cases, offices, providers and measures', () => {
    const reads = description.routes.filter(([route]) => route.startsWith('GET '));
    expect(
      reads.map(([route]) => route).filter(route => staff.test(route.replace(/\/v1\/access-log/, ''))),
    ).toEqual([]);
  });
});

describe('no answer tells of staff but the case itself', () => {
  /** Whose client it is, who recorded an entry, who read a case. */
  const ofTheCase: Readonly<Record<string, readonly string[]>> = {
    'GET /v1/access-log': ['items.reader', 'items.reader.subject', 'items.aboutReader'],
    'GET /v1/clients': ['items.adviserId'],
    'GET /v1/clients/:clientId': ['adviserId'],
  };
  const isEntry = (field: string) => /^(entries|evidence\.entry)\.(actor|marks)\b/.test(field);

  it('in a field', () => {
    const naming = answered().flatMap(({ route, fields }) => {
      const found = fields.filter(
        field =>
          staff.test(field.split('.').at(-1)!) && !isEntry(field) && !ofTheCase[route]?.includes(field),
      );
      return found.map(field => `${route} ${field}`);
    });
    expect(naming).toEqual(excused(naming));
  });

  /** Moments, parties and ids of events; who changed the rules, or had the system go on; what an entry is cited by. */
  function excused(naming: readonly string[]): readonly string[] {
    const words = 'decideBy|asked\\.recordedBy|metBy|declaredBy|raisedBy|byRole|decidedBy|citedBy';
    const ofTheSystem =
      'GET /v1/rulebooks(/:rulebookId)? (items\\.)?addedBy|GET /v1/operations/policies .*\\.by';
    return naming.filter(one => new RegExp(`(\\b(${words})|^${ofTheSystem})$`).test(one));
  }

  it('least of all a figure: of providers and measures, and of an office as a whole', () => {
    const figures = answered().filter(({ tags }) => tags.includes('figures'));
    expect(figures.length).toBeGreaterThanOrEqual(4);
    for (const { route, fields } of figures) {
      const persons = fields.filter(field => /advis|deputy|actor|staff|subject|reader/i.test(field));
      expect([route, persons]).toEqual([route, []]);
    }
    const ofOffices = figures.filter(({ fields }) => fields.includes('officeId'));
    expect(ofOffices.length).toBeGreaterThan(0);
    for (const { route, fields } of ofOffices) {
      // One office an answer, with its n: nothing in it is divided further by who works there.
      expect([route, fields.filter(field => /\.(officeId|clientId)$/.test(field))]).toEqual([route, []]);
      expect(fields.some(field => /(^|\.)n$/.test(field))).toBe(true);
    }
  });
});

it('the feed tells of staff the role only', async () => {
  const scene = await given(...started, commands.AppointDeputy(), commands.HandOverClient());
  const { body } = await scene.does(get('/v1/feed?limit=200', 'integrator'));
  const events = JSON.parse(body) as readonly Record<string, unknown>[];
  expect(events.length).toBeGreaterThan(5);
  const { adviser, colleague, lead, provider } = scene.people;
  const told = events.flatMap(event => {
    const text = JSON.stringify(event);
    return [adviser, colleague, lead, provider]
      .filter(({ subject }) => text.includes(`"${subject}"`))
      .map(({ roles: [role] }) => `${String(event['type'])} ${role}`);
  });
  expect(told).toEqual([]);
});

it('the command line prints nothing by member of staff either', () => {
  const actions = new Proxy({} as Actions, { get: () => async () => 0 });
  const options = commandLine(actions, () => {}).commands.flatMap(command =>
    command.options.map(({ long }) => `${command.name()} ${long}`),
  );
  expect(options.length).toBeGreaterThan(10);
  const naming = options.filter(option => staff.test(option) || /sort|order|group|by$/i.test(option));
  // Whom a token is for, and a moment.
  expect(naming).toEqual(['token --subject', 'history --recorded-by']);
});

it('no metric has a label for a person, an office or an id', async () => {
  const scene = await given(...started);
  await scene.sees(get('/v1/timeline'));
  const { body } = await product().send({ by: null, method: 'GET', url: '/metrics' });
  const labels = new Set([...body.matchAll(/[{,]([a-z_]+)="/g)].map(([, label]) => label));
  const harmless = [
    'method',
    'route',
    'status',
    'le',
    'quantile',
    'type',
    'space',
    'kind',
    'version',
    'major',
    'minor',
    'patch',
  ];
  expect([...labels].filter(label => !harmless.includes(label!))).toEqual([]);
  const { adviser, lead, provider } = scene.people;
  const named = [adviser.subject, lead.subject, provider.subject, ...Object.values(scene.ids)];
  // ids of crises and risks are words of this test and may stand in a route's name
  expect(named.filter(id => !/^(crisis|risk)-1$/.test(id) && body.includes(`"${id}"`))).toEqual([]);
  for (const role of roles) expect(body).not.toContain(`="${role}"`);
});

describe('a flag is for help', () => {
  /** What ends, reduces or threatens. */
  const harms = [
    'NoticeGiven',
    'ParticipationDroppedOut',
    'ParticipationCompleted',
    'ParticipationInterrupted',
  ];

  it.each([
    ['by the adviser', [commands.FlagDropoutRisk()]],
    ['by the client', [commands.FlagDropoutRisk({ raisedBy: 'client' })]],
    [
      'by a rule, after unexcused days',
      [
        (scene: Scene<Counterpart>) =>
          commands.ReportAttendance({
            days: [-3, -2, -1].map(ahead => ({ day: scene.day(ahead), state: 'unexcused' })),
          })(scene),
      ],
    ],
    ['by withdrawn consent', [commands.WithdrawConsent()]],
  ])('raised %s, nothing follows from it by itself', async (_, steps) => {
    const scene = await given(...started);
    product().clock.advance(3 * 86_400_000);
    for (const step of steps) await scene.did(step);
    const flag = await scene.entry('DropoutRiskFlagged');
    // Whatever the system does by itself, it has had every occasion: days went by, and it was started anew.
    for (let days = 0; days < 60; days += 20) {
      product().clock.advance(20 * 86_400_000);
      await product().restart();
    }
    const after = (await scene.history()).filter(({ revision }) => revision > flag.revision);
    expect(after.filter(({ type }) => harms.includes(type))).toEqual([]);
    expect(await scene.sees(get('/v1/participations/:participationId'))).toMatchObject({
      phase: 'started',
      openRiskId: expect.any(String),
      endedOn: null,
    });
  });

  it('and nobody can have a notice, an interruption or an end follow from it: no command takes its id', () => {
    const taking = description.routes.flatMap(([route, { operationId, requestBody }]) => {
      if (!route.startsWith('POST /v1/participations/')) return [];
      const schema = requestBody?.content['application/json'].schema;
      const fields = schema ? properties(schema) : [];
      return fields.some(field => /risk|flag|warning/i.test(field)) || /risk/i.test(route)
        ? [operationId]
        : [];
    });
    expect(taking.toSorted()).toEqual(['clearDropoutRisk', 'flagDropoutRisk', 'recordIntervention']);
    expect(Object.keys(commandsByName)).toEqual(expect.arrayContaining(['GiveNotice', 'ConfirmDropout']));
  });
});
