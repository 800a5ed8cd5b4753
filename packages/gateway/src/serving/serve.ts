import type { Trail } from '@asg/people';
import {
  type AnswerOf,
  callerRules,
  errorBody,
  errorsOf,
  errorTable,
  type InputOf,
  type ResponseContract,
  type RouteContract,
} from '@asg/wire';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import type { authHooks } from '../auth/auth.ts';
import { refuseOtherSites } from '../auth/same-site.ts';
import { sendRefusal } from '../refusals/error-reply.ts';
import { Refusal } from '../refusals/refusal.ts';
import { enteringOf } from '../trail/entering.ts';

/** Answers one operation: with one of its contract's answers, or a refusal. */
type Handler<C extends RouteContract> = (
  request: FastifyRequest<InputOf<C>>,
  reply: FastifyReply,
) => Promise<AnswerOf<C> | Refusal>;

/** Puts an operation of the contract on the server. */
export type Serve = <C extends RouteContract>(contract: C, handle: NoInfer<Handler<C>>) => void;

/** The way from a contract to a route: its checks, its schemas, its answers, its entry in a trail. */
export function serveOn(
  app: FastifyInstance,
  hooks: ReturnType<typeof authHooks>,
  trail: Trail | null,
): Serve {
  return (contract, handle) => {
    const authenticate = hooks[contract.auth];
    const entering = trail === null ? undefined : enteringOf(trail, contract);
    app.route<InputOf<RouteContract>>({
      method: contract.method,
      url: contract.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      schema: routeSchema(contract),
      config: { auth: contract.auth, limit: contract.limit, may: contract.may },
      ...(contract.bodyBytesMax === undefined ? {} : { bodyLimit: contract.bodyBytesMax }),
      ...(authenticate === undefined ? {} : { onRequest: authenticate }),
      ...(contract.ownPagesOnly === true ? { preHandler: refuseOtherSites } : {}),
      handler: async (request, reply) => {
        const asked = () => handle(request as Parameters<typeof handle>[0], reply);
        const answer = await (entering === undefined ? asked() : entering(request, asked));
        if (answer instanceof Refusal) return sendRefusal(request, reply, answer);
        const { status, body, headers } = answer as {
          status: number;
          body: unknown;
          headers?: Record<string, string>;
        };
        if (headers !== undefined) void reply.headers(headers);
        return reply.code(status).send(body);
      },
    });
  };
}

function routeSchema(contract: RouteContract): FastifySchema {
  const { operationId, tag, summary, may, params, query, headers, body } = contract;
  const description = descriptionOf(contract);
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: callerRules[contract.auth].security,
    ...(may === undefined ? {} : { 'x-permission': may }),
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined
      ? {}
      : { body: contract.bodyOptional === true ? { ...body, type: ['object', 'null'] } : body }),
    response: { ...refusalSchemas(contract), ...answerSchemas(contract) },
  };
}

/** With the permission that the operation takes, for those who read the docs. */
function descriptionOf({ description, may }: RouteContract): string | undefined {
  if (may === undefined) return description;
  const permission = `Permission: \`${may}\`.`;
  return description === undefined ? permission : `${description}\n\n${permission}`;
}

function answerSchemas(contract: RouteContract): Record<string, object> {
  return Object.fromEntries(
    Object.entries(contract.responses).map(([status, response]) => [
      status,
      response.contentTypes === undefined
        ? { ...(response.schema ?? { type: 'null' }), 'x-response-description': response.description }
        : { description: response.description, content: contentOf(response, response.contentTypes) },
    ]),
  );
}

/** A streamed file is a text to who sends it; who receives JSON has a value, of whichever shape. */
function contentOf({ schema, streams }: ResponseContract, contentTypes: readonly string[]) {
  return Object.fromEntries(
    contentTypes.map((type) => [
      type,
      { schema: streams === true && type === 'application/json' ? {} : schema },
    ]),
  );
}

/** One schema for each status, which lists that status's refusals. */
function refusalSchemas(contract: RouteContract): Record<string, object> {
  const messages = new Map<number, string[]>();
  for (const name of errorsOf(contract)) {
    const { status, message } = errorTable[name];
    messages.set(status, [...(messages.get(status) ?? []), message]);
  }
  return Object.fromEntries(
    [...messages].map(([status, texts]) => [
      status,
      { ...errorBody, 'x-response-description': texts.map((text) => `\`${text}\``).join(', ') },
    ]),
  );
}
