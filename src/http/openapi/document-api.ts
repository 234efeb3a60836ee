import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { apiDocument } from './api-document.js';
import { serveDocumentation } from './documentation.js';

/** Serves `/openapi.json` and, at `/docs`, the page to browse it. To be called before the app is initialised. */
export function documentApi(app: NestFastifyApplication): void {
  serveDocumentation(app.getHttpAdapter().getInstance(), apiDocument(app));
}
