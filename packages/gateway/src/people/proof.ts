import type { Person } from '@asg/domain';
import type { People, Proof } from '@asg/engines';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { personOf } from '../caller.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { Refusal } from '../refusals/refusal.ts';
import { codeRefusal } from './factor-refusals.ts';
import { mailLanguage } from './mail-language.ts';

type GivenProof = { readonly [Name in keyof Proof]?: Proof[Name] | undefined };
type Proven = Pick<FastifyRequest, 'caller' | 'headers'> & { readonly body: GivenProof | null | undefined };

/** The person who asks, where they show that it is they: as they are after it. */
export function provenBy(limits: RateLimits, factors: People['factors']) {
  return async (request: Proven, reply: FastifyReply): Promise<Person | Refusal> => {
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
    if (outcome === null) return codeRefusal({ refused: 'wrong_password' });
    if (outcome instanceof Refusal) return outcome;
    return outcome.refused === null ? outcome.person : codeRefusal(outcome);
  };
}
