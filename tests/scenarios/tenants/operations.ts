/** One operation of the published document. */
export interface Operation {
  /** For messages, e.g. `GET /v1/tasks/{task_id}`. */
  readonly name: string;
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly auth: 'none' | 'customer' | 'worker' | 'person' | 'admin';
  readonly pathNames: readonly string[];
  readonly queryNames: readonly string[];
  /** Of its body, where it has one. */
  readonly example: unknown;
  /** What it takes of who calls. */
  readonly permission: string | undefined;
  /** It answers with events, without end. */
  readonly isStream: boolean;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

interface Described {
  readonly operationId: string;
  readonly 'x-permission'?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}
interface Content {
  readonly schema?: { readonly $ref?: string };
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

const authOf = {
  apiKey: 'customer',
  workerToken: 'worker',
  workerCookie: 'worker',
  personToken: 'person',
  personCookie: 'person',
  adminToken: 'admin',
} as const;

/** Every operation of the document that the server publishes. */
export async function operationsOf(url: string): Promise<readonly Operation[]> {
  const answer = await fetch(`${url}/openapi.json`);
  const document = (await answer.json()) as { paths: Record<string, Record<string, Described>> };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationOf(path, method.toUpperCase(), described)),
  );
}

function operationOf(path: string, method: string, described: Described): Operation {
  const scheme = Object.keys(described.security?.[0] ?? {})[0];
  const names = (where: string) =>
    (described.parameters ?? []).filter((parameter) => parameter.in === where).map(({ name }) => name);
  const content = described.requestBody?.content['application/json'];
  return {
    name: `${method} ${path}`,
    operationId: described.operationId,
    method,
    path,
    auth: scheme === undefined ? 'none' : authOf[scheme as keyof typeof authOf],
    pathNames: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!),
    queryNames: names('query'),
    example: content?.example ?? Object.values(content?.examples ?? {})[0]?.value,
    permission: described['x-permission'],
    isStream: Object.values(described.responses).some(({ content: types }) =>
      Object.keys(types ?? {}).includes('text/event-stream'),
    ),
  };
}

/** Calls an operation with its parameters taken from `values`, and its body from `bodies` or the document's example. */
export async function ask(
  url: string,
  operation: Operation,
  given: {
    readonly token: string;
    readonly values: Readonly<Record<string, string>>;
    readonly bodies: Readonly<Record<string, unknown>>;
  },
): Promise<Answer> {
  const { token, values, bodies } = given;
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => values[name]!);
  const query = new URLSearchParams(
    operation.queryNames
      .filter((name) => name in values)
      .map((name): [string, string] => [name, values[name]!]),
  );
  const body = bodies[operation.operationId] ?? operation.example;
  const answer = await fetch(`${url}${path}?${query.toString()}`, {
    method: operation.method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}
