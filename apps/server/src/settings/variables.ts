import { isIP, isIPv4 } from 'node:net';
import { at } from '@asg/values/present';

/** A variable of the environment that cannot be used. `message` names it and the rule. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(variable: string, rule: string) {
    super(`${variable} ${rule}`);
  }
}

/** One variable: its default as text, what it is for, and how it is read. An empty text counts as not set. */
export interface Variable<T> {
  readonly default: string;
  readonly about: string;
  readonly parse: (name: string, value: string | undefined) => T;
}

function variable<T>(fallback: string, about: string, read: (name: string, value: string) => T): Variable<T> {
  return { default: fallback, about, parse: (name, value) => read(name, value?.trim() || fallback) };
}

export function text(fallback: string, about: string): Variable<string> {
  return variable(fallback, about, (_name, value) => value);
}

export function wholeNumber(fallback: string, min: number, max: number, about: string): Variable<number> {
  return variable(fallback, about, (name, value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < min || number > max) {
      throw new ConfigError(name, `must be a whole number from ${min} to ${max}, not "${value}"`);
    }
    return number;
  });
}

export function flag(fallback: 'true' | 'false', about: string): Variable<boolean> {
  return variable(fallback, about, (name, value) => {
    if (value !== 'true' && value !== 'false')
      throw new ConfigError(name, `must be true or false, not "${value}"`);
    return value === 'true';
  });
}

export function oneOf<const T extends string>(fallback: T, values: readonly T[], about: string): Variable<T> {
  return variable(fallback, about, (name, value) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined)
      throw new ConfigError(name, `must be one of ${values.join(', ')}, not "${value}"`);
    return found;
  });
}

/** One of several words, or null where it is not set. */
export function optionalOneOf<const T extends string>(
  values: readonly T[],
  about: string,
): Variable<T | null> {
  return variable('', about, (name, value) => {
    if (value === '') return null;
    const found = values.find((candidate) => candidate === value);
    if (found === undefined)
      throw new ConfigError(name, `must be one of ${values.join(', ')}, not "${value}"`);
    return found;
  });
}

/** A whole number, or null where it is not set: the default then depends on something else. */
export function optionalWholeNumber(min: number, max: number, about: string): Variable<number | null> {
  const { parse } = wholeNumber('', min, max, about);
  return variable('', about, (name, value) => (value === '' ? null : parse(name, value)));
}

/** Where a server is, without a slash at its end; null where it is not set. An error message does not repeat it, as it may hold a secret. */
export function serverUrl(
  about: string,
  may: { readonly hold: 'no secrets' | 'user and password' },
): Variable<string | null> {
  return variable('', about, (name, value) => {
    if (value === '') return null;
    const url = URL.parse(value);
    if (url === null || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '')
      throw new ConfigError(name, 'must be an http or https URL without a query');
    const hasUser = url.username !== '' || url.password !== '';
    if (hasUser && may.hold === 'no secrets')
      throw new ConfigError(name, 'must not hold a user name or password');
    if (!hasUser && may.hold === 'user and password')
      throw new ConfigError(name, 'must hold user and password, as in http://user:pass@127.0.0.1:8332');
    return url.href.replace(/\/$/, '');
  });
}

/** What stands before the paths of a server: `/v1`, or `/` for nothing. */
export function pathPrefix(fallback: string, about: string): Variable<string> {
  return variable(fallback, about, (name, value) => {
    if (!/^\/(?:[\w.-]+(?:\/[\w.-]+)*)?$/.test(value))
      throw new ConfigError(name, `must be a path such as /v1, or / for none, not "${value}"`);
    return value === '/' ? '' : value;
  });
}

const basePathCharsMax = 200;

/** Where a server stands below its host: `/labels`, `/tools/labels`; empty for the root. */
export function basePath(about: string): Variable<string> {
  return variable('', about, (name, value) => {
    if (value === '' || value === '/') return '';
    // Nothing that is written in more ways than one: what a proxy, a browser and a cookie compare is the same text.
    const isPlain = /^(?:\/[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)+$/.test(value);
    if (!isPlain || value.length > basePathCharsMax)
      throw new ConfigError(
        name,
        `must be a path such as /labels: a slash before each part, none at the end, and parts of small letters, digits, - and _, at most ${basePathCharsMax} characters; not "${value.slice(0, basePathCharsMax)}"`,
      );
    return value;
  });
}

const outpointsMax = 100;

/** Outputs as txid:vout, separated by commas. */
export function outpointList(
  about: string,
): Variable<readonly { readonly txid: string; readonly vout: number }[]> {
  return variable('', about, (name, value) => {
    const given = value.split(',').map((one) => one.trim());
    const outpoints = given.filter((one) => one !== '').map((one) => /^([0-9a-f]{64}):(\d{1,9})$/.exec(one));
    if (outpoints.length > outpointsMax || !outpoints.every((match) => match !== null))
      throw new ConfigError(name, `must list at most ${outpointsMax} outputs as txid:vout`);
    return outpoints.map((match) => ({ txid: at(match, 1), vout: Number(match[2]) }));
  });
}

const hostForm = /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/;

export function hostList(fallback: string, about: string): Variable<readonly string[]> {
  return variable(fallback, about, (name, value) => {
    const hosts = value.split(',').map((host) => host.trim().toLowerCase());
    const given = hosts.filter((host) => host !== '');
    for (const host of given) {
      if (!hostForm.test(host))
        throw new ConfigError(name, `must list host names without ports, not "${host}"`);
    }
    return given;
  });
}

/** A rate such as 300/100: so many requests a minute, so many at once; 0: not limited. */
export interface Rate {
  readonly perMinute: number;
  readonly burst: number;
}

const rateForm = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/;

export function rate(fallback: string, about: string): Variable<Rate | null> {
  return variable(fallback, about, (name, value) => {
    if (value === '0') return null;
    const match = rateForm.exec(value);
    if (match === null)
      throw new ConfigError(
        name,
        `must be requests a minute and at once, as in 300/100, or 0 for no limit, not "${value}"`,
      );
    return { perMinute: Number(match[1]), burst: Number(match[2]) };
  });
}

const tokenLengthMin = 16;

/** A secret that opens something; empty: nothing is opened. Its value is never in a message. */
export function token(about: string): Variable<string | null> {
  return variable('', about, (name, value) => {
    if (value === '') return null;
    if (value.length < tokenLengthMin || /\s/.test(value))
      throw new ConfigError(name, `must have at least ${tokenLengthMin} characters and no blanks`);
    return value;
  });
}

/** Origins such as https://app.example.com, separated by commas. */
export function originList(about: string): Variable<readonly string[]> {
  return variable('', about, (name, value) => {
    const given = value.split(',').map((origin) => origin.trim());
    const origins = given.filter((origin) => origin !== '');
    for (const origin of origins) {
      if (!URL.canParse(origin) || new URL(origin).origin !== origin)
        throw new ConfigError(name, `must list origins such as https://app.example.com, not "${origin}"`);
    }
    return origins;
  });
}

/** Addresses and networks such as 10.0.0.0/8, separated by commas. */
export function addressList(about: string): Variable<readonly string[]> {
  return variable('', about, (name, value) => {
    const given = value.split(',').map((address) => address.trim());
    const addresses = given.filter((address) => address !== '');
    for (const address of addresses) {
      const [ip = '', bits = '0', ...rest] = address.split('/');
      const bitsMax = isIPv4(ip) ? 32 : 128;
      if (isIP(ip) === 0 || rest.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > bitsMax)
        throw new ConfigError(name, `must list addresses or networks such as 10.0.0.0/8, not "${address}"`);
    }
    return addresses;
  });
}

/** In US dollars for one BSV where nothing is set. */
export const usdWhereNotSet = 20;

/** What the operator says one BSV is worth: a price in US dollars, a file of rates, or nothing. */
export type BsvPrice =
  | { readonly kind: 'price'; readonly usd: number }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'none' };

/** A price in US dollars, above 0, or the path of a file: it has a slash in it, or ends in .json. */
export function price(about: string): Variable<BsvPrice> {
  return variable('', about, (name, value): BsvPrice => {
    if (value === '') return { kind: 'none' };
    if (value.includes('/') || value.endsWith('.json')) return { kind: 'file', path: value };
    const usd = Number(value);
    if (!/^\d{1,9}(\.\d{1,8})?$/.test(value) || usd <= 0)
      throw new ConfigError(
        name,
        `must be a price above 0, as in 21.50, or the path of a file, not "${value}"`,
      );
    return { kind: 'price', usd };
  });
}
