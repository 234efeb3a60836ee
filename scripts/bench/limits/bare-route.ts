/** The limit of HTTP commands: a bare Fastify route that validates the same body, stores nothing and answers alike. */
import fastify from 'fastify';

const app = fastify({ logger: false });

app.post<{ Params: { participationId: string } }>(
  '/v1/participations/:participationId/contacts',
  {
    schema: {
      params: { type: 'object', properties: { participationId: { type: 'string', minLength: 1 } } },
      body: {
        type: 'object',
        required: ['between', 'channel', 'onSite'],
        additionalProperties: false,
        properties: {
          between: {
            type: 'array',
            minItems: 1,
            uniqueItems: true,
            items: { enum: ['client', 'adviser', 'provider', 'employer', 'other'] },
          },
          channel: { enum: ['telephone', 'video', 'in-person', 'letter', 'e-mail', 'message'] },
          onSite: { type: 'boolean' },
          summary: { type: 'string', maxLength: 4_000 },
        },
      },
    },
  },
  (request, reply) => {
    void reply.code(201).send({
      id: request.params.participationId,
      revision: 1,
      position: '0000000000000001',
    });
  },
);

process.stderr.write(`listens on ${await app.listen({ port: 0, host: '127.0.0.1' })}\n`);
process.once('SIGTERM', () => void app.close());
