import { join } from 'node:path';
import { SystemClock } from '../../../src/clock.js';
import { Config } from '../../../src/config.js';
import { openInstance, type Instance } from '../../../src/instance.js';
import { Product } from '../api/product.js';
import { Scene } from '../api/scene.js';
import { temporaryDirectory } from '../http/temporary-directory.js';
import { freshKurrent, type FreshKurrent } from '../kurrentdb/kurrent.js';
import { freshDatabase, type FreshDatabase } from '../postgres/database.js';

/**
 * Two products over the same stores, as two nodes of one office, for the tests of a file. The first leads, unless it was
 * kept too long from its lease while the second was put together in the same process.
 */
export function twoProducts() {
  const directory = temporaryDirectory();
  let kurrent: FreshKurrent;
  let database: FreshDatabase;
  let products: Product[] = [];
  let scenes = 0;
  const settings = (name: string) => ({
    EVENT_STORE: kurrent.connection,
    EVENT_STORE_PREFIX: kurrent.prefix,
    VIEW_STORE: database.url,
    INSTANCE_KEY_FILE: join(directory(), 'instance-key.json'),
    NODE_NAME: name,
  });
  const open = async (name: string): Promise<Product> => {
    const product = await Product.open(settings(name));
    products.push(product);
    return product;
  };
  beforeEach(async () => {
    [kurrent, database] = await Promise.all([freshKurrent(), freshDatabase()]);
    await open('one');
    await open('two');
  });
  afterEach(async () => {
    for (const product of products) await product.close();
    products = [];
    await kurrent.close();
    await database.drop();
  });
  return {
    /** The n-th that was opened. */
    product: (n: 0 | 1): Product => products[n]!,
    /** A process over the same stores that serves nobody. */
    beside: (): Promise<Instance> =>
      openInstance(
        Config.from({ ...settings('beside'), DATA_DIR: join(directory(), 'beside') }),
        new SystemClock(),
      ),
    /** Closes one of them for good. */
    async end(n: 0 | 1): Promise<void> {
      const [ended] = products.splice(n, 1);
      await ended!.close();
    },
    /** The same scene as both serve it. */
    scene(): readonly [Scene, Scene] {
      const name = `both-${++scenes}`;
      return [new Scene(products[0]!, name), new Scene(products[1]!, name)];
    },
  };
}
