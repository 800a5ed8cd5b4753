import type { FastifyInstance } from 'fastify';

/** Remembers which methods each path takes, so that a wrong method (405) differs from a wrong path (404). */
export class KnownPaths {
  readonly #methods = new Map<string, Set<string>>();
  #patterns: readonly (readonly [RegExp, ReadonlySet<string>])[] | null = null;

  /** Follows the routes that are added to the app from now on. */
  watch(app: FastifyInstance): void {
    app.addHook('onRoute', ({ url, method }) => {
      const methods = this.#methods.get(url) ?? new Set();
      for (const name of [method].flat()) methods.add(name);
      this.#methods.set(url, methods);
      this.#patterns = null;
    });
  }

  /** The methods that the path takes; none: there is no such path. */
  methodsOf(path: string): readonly string[] {
    this.#patterns ??= [...this.#methods].map(([url, methods]) => [patternOf(url), methods] as const);
    const found = this.#patterns.filter(([pattern]) => pattern.test(path));
    return [...new Set(found.flatMap(([, methods]) => [...methods]))].sort();
  }
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : escaped(part)));
  return new RegExp(`^${parts.join('/')}$`);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
