import { createHash, timingSafeEqual } from 'node:crypto';
import { houseCustomerId } from '@asg/domain';
import type { TrailOutcome } from '@asg/domain/names';
import type { Trail } from '@asg/people';
import type { FastifyRequest } from 'fastify';
import { networkOf } from '../trail/entering.ts';

/** Enters that somebody used the admin token, or tried to, once an hour and network. */
export function noteAdminToken(trail: Trail, request: FastifyRequest, outcome: TrailOutcome): void {
  const personal = networkOf(request);
  const actor = outcome === 'done' ? ({ kind: 'operator', personId: null } as const) : null;
  const note = { action: 'admin_token.used', actor, requestId: request.id, personal } as const;
  trail.sighted(houseCustomerId, note, personal.network ?? '', outcome);
}

/** Compares tokens in constant time, so that timing reveals nothing about them, not even their length. */
export function isSameToken(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
