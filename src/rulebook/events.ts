import type { Fact, Recorded } from '../terms/fact.js';
import type { Rulebook } from './rulebook.js';

/** The stream `rulebook`: each event one version. It applies to what is recorded after it. */
export type RulebookEvent = Fact<'RulebookAdded', Rulebook>;
export type RulebookEntry = Recorded<RulebookEvent>;
