// biome-ignore lint/suspicious/noExplicitAny: answers of every shape are taken apart
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: any };

export interface Given {
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: object;
}

/** One request with plain `fetch`, to the path under `url`. */
export async function send(url: string, method: string, path: string, given: Given = {}): Promise<Answer> {
  const { key, body, headers } = given;
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}
