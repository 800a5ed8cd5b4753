import { annotationKeywords, routeList, tags } from '@asg/wire';
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { sessionCookies } from '../auth/session-cookie.ts';
import { permissionsPage } from './permissions.ts';

type Node = { [key: string]: unknown };

/** Collects the routes that are added after it. */
export async function collectOpenapi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'ASG Refinery API',
        version,
        description:
          'Labels from independent workers, decided by consensus, paid on BSV.\n\n' +
          'Register, submit a task, fetch its label. Every answer carries `X-Request-Id`; every refusal is ' +
          '`{"error", "code", "request_id"}`, with `details` for each bad field. `RateLimit-Limit` is what you may send in a minute, ' +
          '`RateLimit-Remaining` what you may send at once, `RateLimit-Reset` the seconds until that is full again; ' +
          `a 429 says in \`Retry-After\` how many seconds to wait.\n\n${permissionsPage()}`,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: app.basePath.text || '/' }],
      tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'API key of a customer, `sk_sandbox_…` or `sk_live_…`',
          },
          adminToken: {
            type: 'http',
            scheme: 'bearer',
            description: 'Token of the operator, `ASG_ADMIN_TOKEN`',
          },
          workerToken: { type: 'http', scheme: 'bearer', description: 'Session token of a worker, `wst_…`' },
          workerCookie: {
            type: 'apiKey',
            in: 'cookie',
            name: sessionCookies.worker,
            description: 'The same, for browsers',
          },
          personToken: {
            type: 'http',
            scheme: 'bearer',
            description: 'Session token of a person of the Console, `pst_…`',
          },
          personCookie: {
            type: 'apiKey',
            in: 'cookie',
            name: sessionCookies.customer,
            description: 'The same, for browsers',
          },
        },
      },
    },
  });
}

/** The OpenAPI 3.1 document of a gateway that is ready: titled schemas are components, each once. */
export function openapiDocument(app: FastifyInstance): object {
  const document = structuredClone(app.swagger()) as unknown as Node & {
    paths: Record<string, Record<string, Node>>;
  };
  for (const { path, method, bodyOptional, form } of routeList) {
    const body = document.paths[path]?.[method.toLowerCase()]?.requestBody as Node | undefined;
    if (body === undefined) continue;
    const content = body.content as Record<string, { schema: Node }>;
    if (bodyOptional === true) {
      body.required = false;
      for (const media of Object.values(content)) media.schema.type = 'object';
    }
    if (form !== undefined)
      content['multipart/form-data'] = { schema: structuredClone(form) as unknown as Node };
  }
  const schemas: Record<string, unknown> = {};
  const paths = hoisted(document.paths, schemas);
  const components = document.components as Node;
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...document, paths, components: { ...components, schemas: sorted } };
}

/** The value with every titled schema moved to `schemas` and referred to; our own annotations are left out. */
function hoisted(value: unknown, schemas: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => hoisted(item, schemas));
  if (typeof value !== 'object' || value === null) return value;
  if ('x-told-as' in value) return hoisted(value['x-told-as'], schemas);
  const own: readonly string[] = annotationKeywords;
  const entries = Object.entries(value).filter(([key]) => !own.includes(key));
  const node: Node = Object.fromEntries(entries.map(([key, field]) => [key, hoisted(field, schemas)]));
  // The example of a whole body stands beside its reference, where the generator puts it.
  const { title, examples: _examples, ...schema } = node;
  if (typeof title !== 'string' || !('type' in schema || 'anyOf' in schema)) return node;
  const known = schemas[title];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
    throw new Error(`two different schemas are called ${title}`);
  }
  schemas[title] = schema;
  return { $ref: `#/components/schemas/${title}` };
}
