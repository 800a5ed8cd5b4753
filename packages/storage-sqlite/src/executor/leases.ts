import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type HoldLeadership, heldLeadership, type LeadershipRecord } from '@asg/storage';
import { columnsOfLease } from '../lease-reader.ts';

/** Who does what alone. */
export class LeaseTable {
  readonly #select: StatementSync;
  readonly #put: StatementSync;

  constructor(db: DatabaseSync) {
    this.#select = db.prepare(`select ${columnsOfLease} from process_lease where name = ?`);
    this.#put = db.prepare(
      `insert into process_lease (name, holder, token, held_until, note) values (?1, ?2, ?3, ?4, ?5)
       on conflict (name) do update set holder = ?2, token = ?3, held_until = ?4, note = ?5`,
    );
  }

  hold(request: HoldLeadership): LeadershipRecord | null {
    const known = (this.#select.get(request.name) as LeadershipRecord | undefined) ?? null;
    const held = heldLeadership(known, request);
    if (held !== null) this.#put.run(held.name, held.holder, held.token, held.untilMs, held.note);
    return held;
  }
}
