import type { DatabaseSync } from 'node:sqlite';
import { type HoldLeadership, heldLeadership, type LeadershipRecord } from '@asg/domain';
import type * as port from '@asg/storage';
import { Query, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

/** The table was named when a leadership was called a lease. */
const select = 'select name, holder, token, held_until as untilMs, note from process_lease where name = ?';

/** Reads who does what alone. */
export class LeadershipReader implements port.LeadershipReader {
  readonly #one: Query<LeadershipRecord>;

  constructor(db: DatabaseSync) {
    this.#one = new Query(db, select);
  }

  async get(name: string): Promise<LeadershipRecord | null> {
    const row = this.#one.get(name);
    return row === undefined ? null : { ...row };
  }
}

/** Who does what alone. */
export class LeadershipWriter implements Sync<port.LeadershipWriter> {
  readonly #select: Statement<LeadershipRecord>;
  readonly #put: Statement;

  constructor(db: DatabaseSync) {
    this.#select = statement(db, select);
    this.#put = statement(
      db,
      `insert into process_lease (name, holder, token, held_until, note) values (?1, ?2, ?3, ?4, ?5)
       on conflict (name) do update set holder = ?2, token = ?3, held_until = ?4, note = ?5`,
    );
  }

  hold(request: HoldLeadership): LeadershipRecord | null {
    const held = heldLeadership(this.#select.get(request.name) ?? null, request);
    if (held !== null) this.#put.run(held.name, held.holder, held.token, held.untilMs, held.note);
    return held;
  }
}
