/** What is said of a step: names, counts and our own ids; never a key, a person or what an item shows. */
export type TraceFacts = Readonly<Record<string, string | number | boolean>>;

/** A request while it is traced. */
export interface RequestTrace {
  /** What runs in it, and later of it, is part of the request. */
  run(work: () => void): void;
  /** `status`: of HTTP. */
  end(status: number): void;
}

/** What tells where time goes. It is there only where somebody listens: whoever has none does nothing at all. */
export interface Tracing {
  /** `traceparent`: of the caller, as in W3C Trace Context. */
  request(request: {
    readonly method: string;
    readonly route: string;
    readonly traceparent: string | undefined;
  }): RequestTrace;
  /** An attempt to tell a receiver of a task; null: of none. `send` gets the headers that name the trace. */
  attempt<T extends { readonly status: number | null }>(
    taskId: string | null,
    facts: TraceFacts,
    send: (headers: Readonly<Record<string, string>>) => Promise<T>,
  ): Promise<T>;
}
