import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem/problem.js';
import { status } from '../problem/statuses.js';

const require = createRequire(import.meta.url);
const asset = (name: string): Buffer => readFileSync(require.resolve(`swagger-ui-dist/${name}`));

/** Everything comes from this server, and nothing is written in the page itself that a script could be taken for. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Teilhabe: the API</title>
    <link rel="icon" href="docs/favicon-32x32.png" />
    <link rel="stylesheet" href="docs/swagger-ui.css" />
  </head>
  <body>
    <main id="api"></main>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/page.js"></script>
  </body>
</html>
`;

const script = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'list',
  filter: true,
  displayRequestDuration: true,
  showCommonExtensions: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;

/** Serves the description as JSON and as a page; nothing of it is secret, and nothing comes from elsewhere. */
export function serveDocumentation(server: FastifyInstance, document: object): void {
  serve(server, '/openapi.json', 'application/json; charset=utf-8', JSON.stringify(document));
  serve(server, '/docs', 'text/html; charset=utf-8', page);
  serve(server, '/docs/page.js', 'text/javascript; charset=utf-8', script);
  serve(
    server,
    '/docs/swagger-ui-bundle.js',
    'text/javascript; charset=utf-8',
    asset('swagger-ui-bundle.js'),
  );
  serve(server, '/docs/swagger-ui.css', 'text/css; charset=utf-8', asset('swagger-ui.css'));
  serve(server, '/docs/favicon-32x32.png', 'image/png', asset('favicon-32x32.png'));
}

function serve(server: FastifyInstance, path: string, type: string, body: string | Buffer): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  server.get(path, (request, reply) => {
    if (Object.keys(request.query as object).length)
      throw new Problem('bad-query', 'This route takes no query.');
    // Kept by whoever wants to, and asked for again each time: an upgrade shows at once.
    void reply.headers({ etag, 'cache-control': 'public, no-cache', 'content-security-policy': policy });
    return request.headers['if-none-match']?.includes(etag)
      ? reply.code(status.notModified).send()
      : reply.type(type).send(body);
  });
}
