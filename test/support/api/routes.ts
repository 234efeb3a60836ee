import type { Product } from './product.js';

/** Every route that the running app knows, as `GET /v1/clients/:clientId`; HEAD comes with each GET. */
export function routesOf({ app }: Product): readonly string[] {
  const tree = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const above: string[] = [];
  return tree.split('\n').flatMap(line => {
    const [, indent, part, methods] = /^([ │]*)[├└]── (\S+)(?: \((.+)\))?$/.exec(line) ?? [];
    if (indent === undefined || part === undefined) return [];
    above.length = indent.length / 4;
    const path = above.join('') + part;
    above.push(part);
    return (methods?.split(', ') ?? [])
      .filter(method => method !== 'HEAD')
      .map(method => `${method} ${path}`);
  });
}
