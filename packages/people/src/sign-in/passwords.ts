import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Person } from '@asg/domain';
import type { Random } from '@asg/runtime';
import type { EngineContext } from '../context.ts';

/**
 * argon2id, of the parameters that OWASP holds to be equal those with the most memory: 46 MiB, 1 pass, 1 lane. What is larger
 * than 32 MiB glibc gives back at once; 19 MiB it keeps, for each thread.
 */
export const passwordCost = { memoryKiB: 47_104, passes: 1 };
const parallelism = 1;
const saltLength = 16;
const hashLength = 32;
const argon2Async = promisify(argon2);
let last: Promise<unknown> = Promise.resolve();

/** One after the other, so that it never takes the memory of more than one. */
function derive(password: string, salt: Uint8Array, cost: typeof passwordCost): Promise<Buffer> {
  const message = password.normalize('NFKC');
  const { memoryKiB: memory, passes } = cost;
  const mine = last.then(() =>
    argon2Async('argon2id', { message, nonce: salt, parallelism, tagLength: hashLength, memory, passes }),
  );
  last = mine.catch(() => {});
  return mine;
}

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** The password's PHC string, `$argon2id$v=19$m=…,t=…,p=1$salt$hash`. */
export async function hashPassword(password: string, random: Random, cost = passwordCost): Promise<string> {
  const salt = random.bytes(saltLength);
  const hash = await derive(password, salt, cost);
  return `$argon2id$v=19$m=${cost.memoryKiB},t=${cost.passes},p=${parallelism}$${unpadded(salt)}$${unpadded(hash)}`;
}

const phcForm = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether the PHC string is of another cost than hashes that are made now. */
function isOfOtherCost(phc: string, cost: typeof passwordCost): boolean {
  const [, memory, passes] = phcForm.exec(phc) ?? [];
  return Number(memory) !== cost.memoryKiB || Number(passes) !== cost.passes;
}

/** Whether the password fits the PHC string. Takes as long for a wrong one. */
export async function verifyPassword(password: string, phc: string): Promise<boolean> {
  const parts = phcForm.exec(phc);
  if (parts === null) throw new Error('a stored password hash is not a PHC string of argon2id');
  const [, memory, rounds, salt = '', expected = ''] = parts;
  const cost = { memoryKiB: Number(memory), passes: Number(rounds) };
  const hash = await derive(password, Buffer.from(salt, 'base64'), cost);
  return timingSafeEqual(hash, Buffer.from(expected, 'base64'));
}

/** The person, whose password this is, with a hash as they are made now: an unknown e-mail is to take as long as theirs. */
export async function rehashed(
  { storage, random }: Pick<EngineContext, 'storage' | 'random'>,
  person: Person,
  password: string,
  cost: typeof passwordCost,
): Promise<Person> {
  const { personId, passwordHash: from } = person;
  if (!isOfOtherCost(from, cost)) return person;
  const passwordHash = await hashPassword(password, random, cost);
  const change = { set: 'rehashed', from, passwordHash } as const;
  return (await storage.persons.change({ personId, seed: person, change })) ?? person;
}
