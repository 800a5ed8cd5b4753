declare module 'fastify' {
  interface FastifyInstance {
    /** Where the server stands below its host. */
    basePath: BasePath;
  }
}

/**
 * Where the whole server stands below its host: nothing, or such as `/labels`. Routes know nothing of it: it is taken off
 * before they are looked up, and whatever names an address of this server writes it with `link`.
 */
export class BasePath {
  /** Without a slash at its end; empty: at the root. */
  readonly text: string;

  constructor(text = '') {
    this.text = text;
  }

  /** The address on its host of what routes know as `path`, e.g. /labels/work/ for /work/. */
  readonly link = (path: string): string => this.text + path;

  /**
   * What routes know of a request's target, with its query; null: it is not below the base path. Letter by letter, before anything
   * is decoded: what a proxy in front compares otherwise leads to nothing here.
   */
  below(target: string): string | null {
    const path = target.replace(/^https?:\/\/[^/?#]*(?=\/)/i, '');
    if (!path.startsWith(this.text)) return null;
    const rest = path.slice(this.text.length);
    if (rest === '' || rest.startsWith('?')) return `/${rest}`;
    return rest.startsWith('/') ? rest : null;
  }

  /** Whether the target is the base path itself, without the slash that relative links need. */
  isBare(target: string): boolean {
    return this.text !== '' && target.split('?', 1)[0] === this.text;
  }
}

/** No route can be called so: find-my-way wants one slash in front. */
export const nowhere = '//';
