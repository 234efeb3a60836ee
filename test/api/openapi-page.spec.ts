import { expectProblem } from '../support/http/expect-problem.js';
import { stage } from '../support/api/scene.js';

const { product } = stage();
const asked = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  product().send({ by: null, method: 'GET', url, headers });

const parts = ['page.js', 'swagger-ui-bundle.js', 'swagger-ui.css', 'favicon-32x32.png'];
const everything = ['/openapi.json', '/docs', ...parts.map(part => `/docs/${part}`)];

describe('the page to browse the API', () => {
  it('is served to anybody, with everything that it asks for, and asks for nothing elsewhere', async () => {
    const page = await asked('/docs');
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const named = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name!);
    expect(named.toSorted()).toEqual(parts.map(part => `docs/${part}`).toSorted());
    const types = await Promise.all(
      parts.map(async part => (await asked(`/docs/${part}`)).headers['content-type']),
    );
    expect(types).toEqual([
      'text/javascript; charset=utf-8',
      'text/javascript; charset=utf-8',
      'text/css; charset=utf-8',
      'image/png',
    ]);
    expect((await asked('/docs/page.js')).body).toContain("url: 'openapi.json'");
  });

  it('lets a browser load from, and send to, this server only', async () => {
    const policy = String((await asked('/docs')).headers['content-security-policy']);
    const sources = policy.split('; ').flatMap(directive => directive.split(' ').slice(1));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(new Set(sources)).toEqual(new Set(["'none'", "'self'", 'data:']));
    expect((await asked('/docs')).body).not.toMatch(/<script>|<style|style="|\son\w+="/);
  });
});

describe.each(everything)('%s', url => {
  it('can be kept, and asked whether it changed', async () => {
    const first = await asked(url);
    expect(first.headers['cache-control']).toBe('public, no-cache');
    const etag = String(first.headers['etag']);
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    const again = await asked(url, { 'if-none-match': `"other", W/${etag}` });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag]);
    expect((await asked(url, { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });

  it('takes no query and no other method', async () => {
    expectProblem(await asked(`${url}?url=elsewhere`), 400, 'bad-query');
    const posted = await product().send({ by: null, method: 'POST', url, body: {} });
    expectProblem(posted, 405, 'method-not-allowed');
    expect(posted.headers['allow']).toBe('GET, HEAD');
  });
});

it('what lies beside the page is not served', async () => {
  for (const url of ['/docs/', '/docs/index.html', '/docs/package.json', '/docs/../package.json'])
    expect((await asked(url)).statusCode).toBeGreaterThanOrEqual(400);
});
