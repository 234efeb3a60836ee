import { expectRefusal } from '../support/api/expect-refusal.js';
import { stage } from '../support/api/scene.js';
import { commands, offered } from '../support/api/steps.js';
import { expectProblem } from '../support/http/expect-problem.js';

const { given } = stage();
const duplicate = (of: string) => commands.AnnulParticipation({ kind: 'duplicate', of });

describe('a duplicate', () => {
  it('is one of another participation of the same client', async () => {
    const scene = await given(...offered);
    const participationId = `first-${scene.name}`;
    await scene.did(commands.OfferMeasure({ participationId }));
    await scene.did(duplicate(participationId));
  });

  it('is none of itself, of what is not there, or of another client’s', async () => {
    const [scene, elsewhere] = [await given(...offered), await given(...offered)];
    expectProblem(await scene.does(duplicate(scene.ids.participationId!)), 422, 'validation');
    for (const other of ['nowhere', elsewhere.ids.participationId!])
      await expectRefusal(scene, duplicate(other), 404, 'unknown-participation');
  });

  it('alone is of something', async () => {
    const scene = await given(...offered);
    const mistaken = commands.AnnulParticipation({ kind: 'mistake', of: 'participation-1' });
    expectProblem(await scene.does(mistaken), 422, 'validation');
  });
});
