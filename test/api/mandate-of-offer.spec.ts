import { expectRefusal } from '../support/api/expect-refusal.js';
import { stage, type Scene } from '../support/api/scene.js';
import { commands, measure } from '../support/api/steps.js';

const { given } = stage();
const { ClarifyMandate, OfferMeasure, RegisterClient } = commands;

const day = 24 * 60;
const daysAgo = (scene: Scene, days: number) => ({ occurredAt: scene.moment(-days * day) });
const someone = () => given(...measure, RegisterClient());

describe('an offer that is written down later', () => {
  it('needs the mandate that the client had given by then', async () => {
    const scene = await someone();
    await scene.did(ClarifyMandate({ ...daysAgo(scene, 9), result: 'withheld' }));
    await scene.did(ClarifyMandate(daysAgo(scene, 3)));
    const early = OfferMeasure(daysAgo(scene, 4));
    await expectRefusal(scene, early, 409, 'no-mandate');
    const known = OfferMeasure({ learnedAt: scene.moment(-4 * day) });
    await expectRefusal(scene, known, 409, 'no-mandate');
    await scene.did(OfferMeasure({ ...daysAgo(scene, 4), overrideReason: 'in a hurry' }));
    expect((await scene.entry('MeasureOffered')).data).toMatchObject({ mandateOverridden: true });
  });

  it('takes a mandate that was written down without its day for one of then', async () => {
    const scene = await someone();
    await scene.did(ClarifyMandate());
    await scene.did(OfferMeasure(daysAgo(scene, 4)));
  });

  it('is not spoilt by a mandate that the client withheld afterwards', async () => {
    const scene = await someone();
    await scene.did(ClarifyMandate(daysAgo(scene, 9)));
    await scene.did(ClarifyMandate({ ...daysAgo(scene, 2), result: 'withheld' }));
    await expectRefusal(scene, OfferMeasure(), 409, 'no-mandate');
    await scene.did(OfferMeasure(daysAgo(scene, 5)));
  });

  it('follows the latest talk, in whichever order the talks were written down', async () => {
    const scene = await someone();
    await scene.did(ClarifyMandate({ ...daysAgo(scene, 2), result: 'withheld' }));
    await scene.did(ClarifyMandate(daysAgo(scene, 9)));
    await expectRefusal(scene, OfferMeasure(), 409, 'no-mandate');
    await scene.did(OfferMeasure(daysAgo(scene, 5)));
  });
});
