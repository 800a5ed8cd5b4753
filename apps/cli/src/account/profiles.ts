import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { codeOf, messageOf } from '@asg/domain/errors';
import { UsageError } from '../terminal/exit.ts';

export const defaultProfile = 'default';
const nameForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const othersMayRead = 0o077;

/** Where a server is, and the key to it, or the token of a person's session. */
export interface Profile {
  readonly base_url: string;
  readonly api_key: string;
}

interface Stored {
  readonly current: string;
  readonly profiles: Readonly<Record<string, Profile>>;
}

/** The user's folder of settings: `ASG_CONFIG_DIR`, else as the platform has it. */
function configFolder(environment: NodeJS.ProcessEnv): string {
  const { ASG_CONFIG_DIR, XDG_CONFIG_HOME, APPDATA } = environment;
  if (ASG_CONFIG_DIR) return ASG_CONFIG_DIR;
  if (process.platform === 'win32' && APPDATA) return join(APPDATA, 'asg');
  return join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'asg');
}

/** The profiles of the user, in a file that only they may read. */
export class Profiles {
  readonly file: string;
  #stored: Stored;

  constructor(environment: NodeJS.ProcessEnv = process.env) {
    this.file = join(configFolder(environment), 'profiles.json');
    this.#stored = readStored(this.file);
  }

  /** The one in use where none is named. */
  get current(): string {
    return this.#stored.current;
  }

  get names(): readonly string[] {
    return Object.keys(this.#stored.profiles).sort();
  }

  /** Null: there is none of that name. */
  get(name: string): Profile | null {
    const { profiles } = this.#stored;
    return Object.hasOwn(profiles, name) ? (profiles[name] ?? null) : null;
  }

  /** Throws a UsageError where there is none of that name. */
  require(name: string): Profile {
    const profile = this.get(name);
    if (profile !== null) return profile;
    const known = this.names.length === 0 ? 'there is none yet' : `there are ${this.names.join(', ')}`;
    throw new UsageError(`there is no profile "${name}": ${known}. \`asg register\` makes one`);
  }

  /** Stores it; the first one is in use from then on. */
  save(name: string, profile: Profile): void {
    const { current, profiles } = this.#stored;
    const isFirst = Object.keys(profiles).length === 0;
    this.#write({ current: isFirst ? name : current, profiles: { ...profiles, [name]: profile } });
  }

  use(name: string): void {
    this.require(name);
    this.#write({ ...this.#stored, current: name });
  }

  remove(name: string): void {
    this.require(name);
    const { [name]: _removed, ...profiles } = this.#stored.profiles;
    const current = this.current === name ? (Object.keys(profiles)[0] ?? defaultProfile) : this.current;
    this.#write({ current, profiles });
  }

  /** Throws a UsageError where nothing could be stored: to be called before something that cannot be had again. */
  ensureWritable(): void {
    this.#write(this.#stored);
  }

  /** Whole or not at all: a crash leaves the file as it was. */
  #write(stored: Stored): void {
    const folder = join(this.file, '..');
    const draft = `${this.file}.${process.pid}`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(draft, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 });
      chmodSync(draft, 0o600);
      renameSync(draft, this.file);
    } catch (error) {
      rmSync(draft, { force: true });
      throw new UsageError(`${this.file} cannot be written: ${messageOf(error)}`);
    }
    this.#stored = stored;
  }
}

function readStored(file: string): Stored {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { current: defaultProfile, profiles: {} };
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`);
  }
  if (process.platform !== 'win32' && (statSync(file).mode & othersMayRead) !== 0)
    console.error(`asg: others may read ${file}, which holds your keys: chmod 600 it`);
  const stored = parsed(text);
  if (stored === null)
    throw new UsageError(`${file} is damaged: mend it, or remove it and add the profiles anew`);
  return stored;
}

function parsed(text: string): Stored | null {
  try {
    const { current, profiles } = JSON.parse(text) as Partial<Stored>;
    const isSound =
      typeof current === 'string' &&
      typeof profiles === 'object' &&
      Object.values(profiles).every((p) => typeof p.base_url === 'string' && typeof p.api_key === 'string');
    return isSound ? { current, profiles } : null;
  } catch {
    return null;
  }
}

/** Checks a name that is to be given to a profile. */
export function profileName(text: string): string {
  if (!nameForm.test(text))
    throw new UsageError(`"${text}" cannot name a profile: letters, digits, . - and _, at most 63`);
  return text;
}

/** Whether it is a session's token, which a person got with their password, and no API key. */
export const isSessionToken = (secret: string): boolean => secret.startsWith('pst_');

/** What may be shown of a key. */
export function hintOf(apiKey: string): string {
  return `${apiKey.slice(0, 7)}...`;
}
