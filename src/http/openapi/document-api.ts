import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** Serves `/openapi.json` and the page to browse it. */
export function documentApi(app: NestFastifyApplication): void {
  const config = new DocumentBuilder().setTitle('Teilhabe').setVersion('1').addBearerAuth().build();
  const document = SwaggerModule.createDocument(app, config);
  app.getHttpAdapter().get('/openapi.json', (_request: unknown, reply: { send(body: unknown): void }) => {
    reply.send(document);
  });
}
