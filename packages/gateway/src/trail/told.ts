import type { Actor, TrailFacts } from '@asg/domain';
import type { Realm, TrailAction } from '@asg/domain/names';
import type { FastifyRequest } from 'fastify';

/** What a handler knows of what it does, and the request does not say. */
export interface Told {
  /** Whose trail it goes into. */
  readonly ownerId?: string;
  /** Or of which person. */
  readonly personId?: string;
  readonly actor?: Actor;
  /** In place of what the operation mostly does. */
  readonly action?: TrailAction;
  readonly object?: string;
  readonly before?: TrailFacts;
  readonly after?: TrailFacts;
  /** About people, or typed by them: it can be erased. */
  readonly personal?: Readonly<Record<string, string>>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the entry that this request makes; null: nothing was told. */
    trail: Told | null;
  }
}

/** Tells the entry of this request more: of what is told twice the later counts. */
export function tellTrail(request: Pick<FastifyRequest, 'trail'>, told: Told): void {
  const { before, after, personal } = request.trail ?? {};
  request.trail = {
    ...request.trail,
    ...told,
    ...(before !== undefined && { before: { ...before, ...told.before } }),
    ...(after !== undefined && { after: { ...after, ...told.after } }),
    ...(personal !== undefined && { personal: { ...personal, ...told.personal } }),
  };
}

/** This person does it, and it is in their trail or those of their organisations. */
export function tellOfPerson(request: Pick<FastifyRequest, 'trail'>, realm: Realm, personId: string): void {
  const actor: Actor =
    realm === 'work' ? { kind: 'worker', workerId: personId } : { kind: 'member', personId };
  tellTrail(request, { personId, actor });
}
