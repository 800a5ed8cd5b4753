import {
  type HoldLease,
  heldLease,
  type LeaseReader,
  type LeaseRecord,
  type LeaseWriter,
} from '@asg/storage';
import type { Kind } from '../keeping/document.ts';
import type { Keeper } from '../keeping/keeper.ts';

const leases: Kind<LeaseRecord> = { name: 'lea', set: 'doc', places: () => [] };

/** Who does what alone, among the processes. */
export class Leases implements LeaseReader, LeaseWriter {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  async lease(name: string): Promise<LeaseRecord | null> {
    return (await this.#keeper.documents.read(leases, name))?.state ?? null;
  }

  async holdLease(request: HoldLease): Promise<LeaseRecord | null> {
    return this.#keeper.documents.change<LeaseRecord, LeaseRecord | null>(leases, request.name, (known) => {
      const held = heldLease(known, request);
      return held === null ? { result: null } : { state: held, result: held };
    });
  }
}
