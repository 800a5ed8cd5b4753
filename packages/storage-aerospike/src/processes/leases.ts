import { type HoldLeadership, heldLeadership, type LeadershipRecord } from '@asg/storage';
import type { Kind } from '../keeping/document.ts';
import type { Keeper } from '../keeping/keeper.ts';

const leases: Kind<LeadershipRecord> = { name: 'lea', set: 'doc', places: () => [] };

/** Who does what alone, among the processes. */
export class Leases {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  async lease(name: string): Promise<LeadershipRecord | null> {
    return (await this.#keeper.documents.read(leases, name))?.state ?? null;
  }

  async holdLease(request: HoldLeadership): Promise<LeadershipRecord | null> {
    return this.#keeper.documents.change<LeadershipRecord, LeadershipRecord | null>(
      leases,
      request.name,
      (known) => {
        const held = heldLeadership(known, request);
        return held === null ? { result: null } : { state: held, result: held };
      },
    );
  }
}
