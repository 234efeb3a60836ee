import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../clock.js';
import type { Config } from '../../config.js';
import { InstanceKey } from '../../identity/instance-key.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { Failure } from '../failure.js';
import { wishIn, type TokenOptions } from './wish.js';

/** Prints a token of this instance and nothing else; makes the instance's key where there is none yet. */
export async function printToken(options: TokenOptions, config: Config, clock: Clock): Promise<ExitCode> {
  if (config.identityProvider)
    throw new Failure(
      `tokens come from the identity provider ${config.identityProvider.issuer}: AUTH_JWKS_URL is set`,
      exitCodes.config,
    );
  const wish = wishIn(options);
  if (!('principal' in wish)) throw new Failure(wish.join('\n'), exitCodes.usage);
  mkdirSync(dirname(config.instanceKeyFile), { recursive: true, mode: 0o700 });
  const key = await InstanceKey.at(config.instanceKeyFile, clock);
  process.stdout.write(`${await key.sign(wish.principal, { expiresIn: wish.expiresIn })}\n`);
  return exitCodes.ok;
}
