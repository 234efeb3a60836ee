// `node --import <this file> some.ts` runs our sources as they are, without a build
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';

const inTypeScript = (specifier, parent) => {
  if (!specifier.startsWith('.') || !specifier.endsWith('.js')) return undefined;
  const url = new URL(specifier.replace(/\.js$/, '.ts'), parent);
  return existsSync(url) ? url.href : undefined;
};

registerHooks({
  resolve(specifier, context, next) {
    const url = inTypeScript(specifier, context.parentURL);
    return url ? { url, format: 'module', shortCircuit: true } : next(specifier, context);
  },
  load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const { code } = transformFileSync(fileURLToPath(url));
    return { source: code, format: 'module', shortCircuit: true };
  },
});
