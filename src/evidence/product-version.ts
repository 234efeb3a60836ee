import { readFileSync } from 'node:fs';

/** The version of this product, as its package names it. */
export const productVersion = (): string => {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
};
