import { InvalidArgumentError } from 'commander';

/** Reads an option's value as a whole number of a range. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    }
    return value;
  };
}

/** Reads an option's value as a share from 0 to `max`. */
export function share(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d*\.?\d+$/.test(text) || value > max) {
      throw new InvalidArgumentError(`It must be a share from 0 to ${max}, such as 0.05.`);
    }
    return value;
  };
}

/** Reads an option's value as the address of a server, with the base path that it may stand below; no slash at its end. */
export function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    throw new InvalidArgumentError('It must be the address of a server, e.g. http://127.0.0.1:8081.');
  }
  return url.href.replace(/\/+$/, '');
}
