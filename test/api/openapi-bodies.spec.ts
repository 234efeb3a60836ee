import * as fc from 'fast-check';
import { commands as commandClasses, type CommandName } from '../../src/application/commands.js';
import { writes } from '../../src/http/authorisation/access.js';
import type { Answer, Request } from '../support/api/product.js';
import { stage, type Scene } from '../support/api/scene.js';
import { commands } from '../support/api/steps.js';
import type { ProblemBody } from '../support/http/expect-problem.js';
import { anyOf } from '../support/openapi/any-body.js';
import { beforeEachCommand } from '../support/openapi/before-each-command.js';
import { Description, type Schema } from '../support/openapi/description.js';

const { given, product } = stage();
let description: Description;
beforeAll(async () => {
  description = await Description.of(product());
});

const names = Object.keys(commandClasses) as CommandName[];

const bodyOf = (command: CommandName): Schema =>
  description.resolved({ $ref: `#/components/schemas/${command}Body` });

/** As it is usually sent; by the office where it could be a provider, who may set less. */
async function requestOf(scene: Scene, command: CommandName): Promise<Request> {
  const request = await commands[command]({})(scene);
  const office = writes[command].adviser ? scene.people.adviser : scene.people.lead;
  return request.by === scene.people.provider ? { ...request, by: office } : request;
}

const faultyPlaces = (answer: Answer): readonly string[] =>
  answer.json<ProblemBody>().code === 'validation'
    ? answer.json<ProblemBody>().errors!.map(({ field }) => field)
    : [];
const faultyFields = (answer: Answer): readonly string[] => [
  ...new Set(faultyPlaces(answer).map(field => field.split('.')[0]!)),
];

/** What no schema says: one field held against another, or against the entry that it corrects. */
const beyondSchema: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  AddRulebook: ['duties.cure.usual', 'duties.cure.grave', 'warnings.R2.atLeast'].map(
    field => `rulebook.${field}`,
  ),
  RecordComplaint: ['providerId', 'measureId', 'source'],
  RegisterMeasure: ['minimumPlaces', 'goals', 'state', 'legalBasis'],
  AmendMeasure: ['', 'places', 'minimumPlaces', 'runsTo'],
  RedeemVoucher: ['clientToldOfDeficiencies', 'deficiencyReason'],
  AssignPlace: ['clientToldOfDeficiencies', 'deficiencyReason'],
  CorrectEntry: ['is'],
  ReportAttendance: ['days'],
  OpenProviderCase: ['dutyBreached'],
  AddEvidence: ['evidence'],
  AnnulParticipation: ['of'],
  RecordDecision: ['amount'],
};

it.each(names)('%s is taken with any body of the form that is described', async command => {
  const scene = await given(...beforeEachCommand[command]);
  const request = await requestOf(scene, command);
  const bodies = fc.sample(anyOf(description, bodyOf(command)), { numRuns: 12, seed: 1 });
  for (const body of bodies) {
    const answer = await product().send({ ...request, body });
    expect([201, 403, 404, 409, 422]).toContain(answer.statusCode);
    if (answer.statusCode === 201) continue;
    const beyond = beyondSchema[command] ?? [];
    const faults = faultyPlaces(answer).filter(
      field => !beyond.some(one => `${field}.`.startsWith(`${one}.`)),
    );
    expect({ body, faults }).toEqual({ body, faults: [] });
  }
});

it.each(names)(
  '%s is refused without a field that must be there, and with one that is not described',
  async command => {
    const scene = await given(...beforeEachCommand[command]);
    const request = await requestOf(scene, command);
    const { required = [], properties } = bodyOf(command) as { required?: string[]; properties: object };
    const usual = request.body as Readonly<Record<string, unknown>>;
    for (const field of required)
      expect([
        field,
        faultyFields(await product().send({ ...request, body: { ...usual, [field]: undefined } })),
      ]).toEqual([field, [field]]);
    expect(Object.keys(usual).filter(field => !(field in properties))).toEqual([]);
    expect(faultyFields(await product().send({ ...request, body: { ...usual, stray: 1 } }))).toEqual([
      'stray',
    ]);
  },
);
