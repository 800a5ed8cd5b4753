import type { Person } from '@asg/domain';
import type { TrailAction } from '@asg/domain/names';
import type { Factor, People, Proof, Trail } from '@asg/people';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { personOf } from '../caller.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { Refusal } from '../refusals/refusal.ts';
import { networkOf } from '../trail/entering.ts';
import { codeRefusal } from './factor-refusals.ts';
import { mailLanguage } from './mail-language.ts';

type GivenProof = { readonly [Name in keyof Proof]?: Proof[Name] | undefined };
type Asking = Pick<FastifyRequest, 'caller' | 'headers' | 'ip' | 'ips'>;
type Proven = Asking & { readonly body: GivenProof | null | undefined };

/** What of a person's was not right; a passkey that is not theirs is nobody's guess. */
const wrongFactor: Readonly<Record<string, Factor | undefined>> = {
  wrong_password: 'password',
  wrong_code: 'code',
};

/** Enters that who is signed in did not have this factor, as log-ins do. `action`: what was asked for. */
export function guessedIn(trail: Trail) {
  return (request: Asking, action: TrailAction, factor: Factor): void => {
    const { network = null } = networkOf(request);
    trail.guessed(personOf(request).person, network, factor, action);
  };
}

/** A refusal that is in the trail where a password or a code was wrong. `action`: what was asked for. */
export function refusedTo(trail: Trail) {
  const guessed = guessedIn(trail);
  return (request: Asking, action: TrailAction, told: Parameters<typeof codeRefusal>[0]): Refusal => {
    const factor = wrongFactor[told.refused];
    if (factor !== undefined) guessed(request, action, factor);
    return codeRefusal(told);
  };
}

/** The person who asks, where they show that it is they: as they are after it. `action`: what they ask for. */
export function provenBy(limits: RateLimits, factors: People['factors'], trail: Trail) {
  const refused = refusedTo(trail);
  return async (request: Proven, reply: FastifyReply, action: TrailAction): Promise<Person | Refusal> => {
    const { person, session } = personOf(request);
    const { password = null, code = null, passkey = null } = request.body ?? {};
    const proof: Proof = { password, code, passkey };
    // Each password costs a hash of it.
    const limited = password === null ? null : limits.ofSession(reply, 'password', session.sessionId);
    if (limited !== null) return limited;
    const ask = async () => {
      const told = await factors.proven(person, proof, mailLanguage(request));
      return told.refused === 'wrong_password' ? null : told;
    };
    const outcome = await (password === null ? ask() : limits.confirmation(reply, session.sessionId, ask));
    if (outcome === null) return refused(request, action, { refused: 'wrong_password' });
    if (outcome instanceof Refusal) return outcome;
    return outcome.refused === null ? outcome.person : refused(request, action, outcome);
  };
}
