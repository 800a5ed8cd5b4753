/** A request as any HTTP framework can give it: `body` is parsed JSON, text or bytes. */
export interface ChainRequest {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The address on its host of a page of the server that it is mounted on, which may be below a base path. */
  readonly link?: (path: string) => string;
}

export interface ChainReply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** A page that loads the styles and scripts of the server that it is mounted on. */
  readonly isShell?: boolean;
  /** Where it sends who asked. */
  readonly location?: string;
}

/** A route to be mounted; parameters in `path` are written `:name`. */
export interface ChainRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly handle: (request: ChainRequest) => ChainReply;
}

export function jsonReply(status: number, body: unknown): ChainReply {
  return { status, contentType: 'application/json', body: JSON.stringify(body) };
}
