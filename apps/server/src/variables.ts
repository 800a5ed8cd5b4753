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
