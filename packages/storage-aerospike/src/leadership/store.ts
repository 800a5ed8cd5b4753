import { type HoldLeadership, heldLeadership, type LeadershipRecord } from '@asg/domain';
import type * as port from '@asg/storage';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';

const leases: Kind<LeadershipRecord> = { name: 'lea', set: 'doc', places: () => [] };

/** Who does what alone, among the processes. */
export class LeadershipStore implements port.LeadershipStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async get(name: string): Promise<LeadershipRecord | null> {
    return (await this.#records.documents.read(leases, name))?.state ?? null;
  }

  async hold(request: HoldLeadership): Promise<LeadershipRecord | null> {
    return this.#records.documents.change<LeadershipRecord, LeadershipRecord | null>(
      leases,
      request.name,
      (known) => {
        const held = heldLeadership(known, request);
        return held === null ? { result: null } : { state: held, result: held };
      },
    );
  }
}
