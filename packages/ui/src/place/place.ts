/**
 * Where the app is served on its host, with a slash at its end: `/work/`, or `/labels/work/` where the server stands below a base
 * path. The page is told so when it is served.
 */
export function appPlace(): string {
  const told = document.querySelector('meta[name="app-place"]')?.getAttribute('content') ?? '/';
  return new URL(told, location.origin).pathname;
}

/** Where the whole server is: nothing at the root of its host, or such as `/labels`. */
export const serverPlace = (): string => appPlace().replace(/\/[^/]*\/$/, '');

/** The address of the server, as its clients take it. */
export const serverUrl = (): string => location.origin + serverPlace();

/** What a browser keeps for this server alone, though others be on the same host. */
export const keptAs = (name: string): string => name + serverPlace();
