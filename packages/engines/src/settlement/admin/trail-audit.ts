import {
  type AuditTallies,
  noTrailHash,
  type SettlementRecord,
  type TrailEntry,
  type TrailHead,
  trailEntryProblem,
  trailHash,
} from '@asg/domain';
import { type StorageReader, sha256, trailPlace } from '@asg/storage';

const headPage = 200;
const entryPage = 500;

/** How far a trail is committed to, and by which settlement. */
interface Commitment {
  readonly count: number;
  readonly settlementId: string;
}

/** Proves that no trail was rewritten: reads every entry once, and each committed one once more. */
export class TrailAudit {
  readonly #storage: StorageReader;
  readonly #tallies: AuditTallies;
  readonly #committed = new Map<string, Commitment>();

  constructor(storage: StorageReader, tallies: AuditTallies) {
    this.#storage = storage;
    this.#tallies = tallies;
  }

  /** The entries that it commits to are still the same. Which trails these are is proven with its other leaves. */
  async settlement({ settlementId, trail = [] }: SettlementRecord): Promise<void> {
    for (const { owner, count, hash } of trail) {
      const before = this.#committed.get(owner);
      if (before === undefined || before.count < count) this.#committed.set(owner, { count, settlementId });
      const entry = await this.#entry(owner, count);
      // That one is missing is found where its trail is read.
      if (entry === null) continue;
      const isSame = trailHash(entry.text, sha256) === hash;
      this.#expect(
        isSame,
        `trail of ${owner}, entry ${count}: it is not the one that settlement ${settlementId} committed to`,
      );
    }
  }

  async #entry(ownerId: string, number: number): Promise<TrailEntry | null> {
    const kept = await this.#storage.trailEntries.get({ ownerId, number });
    if (kept !== null) return kept;
    const head = await this.#storage.trailHeads.get(ownerId);
    return head?.tail.find((entry) => entry.number === number) ?? null;
  }

  async run(signal?: AbortSignal): Promise<void> {
    const unseen = new Map(this.#committed);
    for (let after: string | null = null; ; ) {
      signal?.throwIfAborted();
      const page: readonly TrailHead[] = await this.#storage.trailHeads.all({ limit: headPage, after });
      for (const head of page) {
        await this.#trail(head, signal);
        unseen.delete(head.ownerId);
      }
      const last = page.at(-1);
      if (last === undefined || page.length < headPage) break;
      after = last.ownerId;
    }
    for (const [ownerId, { count, settlementId }] of unseen)
      this.#expect(
        false,
        `trail of ${ownerId}: it is gone, settlement ${settlementId} committed to ${count} entries of it`,
      );
  }

  async #trail(head: TrailHead, signal: AbortSignal | undefined): Promise<void> {
    const { ownerId, count } = head;
    const committed = this.#committed.get(ownerId);
    this.#expect(
      committed === undefined || committed.count <= count,
      `trail of ${ownerId}, entry ${count + 1}: it is gone, ${count} entries are left of the ${committed?.count} that settlement ${committed?.settlementId} committed to`,
    );
    let previous: string | null = noTrailHash;
    let number = 1;
    const look = (entry: TrailEntry): void => {
      for (; number < entry.number && number <= count; number++) {
        this.#expect(false, `trail of ${ownerId}, entry ${number}: it is gone`);
        previous = null;
      }
      // Entries beyond the head as it was read came in the meantime.
      if (entry.number !== number || number > count) return;
      const problem = trailEntryProblem(entry, { ownerId, number, previous }, sha256);
      this.#expect(problem === null, `trail of ${ownerId}, entry ${number}: ${problem}`);
      previous = entry.hash;
      number++;
    };
    for (let after: string | null = null; ; ) {
      signal?.throwIfAborted();
      const page: readonly TrailEntry[] = await this.#storage.trailEntries.ofOwner({
        group: ownerId,
        limit: entryPage,
        after,
      });
      for (const entry of this.#withTail(page, head, number, page.length < entryPage)) look(entry);
      const last = page.at(-1);
      if (last === undefined || page.length < entryPage || number > count) break;
      after = trailPlace(last.number);
    }
    for (; number <= count; number++) {
      this.#expect(false, `trail of ${ownerId}, entry ${number}: it is gone`);
      previous = null;
    }
    this.#expect(
      previous === null || previous === head.hash,
      `trail of ${ownerId}, entry ${count}: it is not the one that the trail ends with`,
    );
  }

  /** A page with those of the tail that belong there and are not kept as records yet. */
  #withTail(
    page: readonly TrailEntry[],
    { tail }: TrailHead,
    from: number,
    isLast: boolean,
  ): readonly TrailEntry[] {
    const until = isLast ? Number.POSITIVE_INFINITY : (page.at(-1)?.number ?? 0);
    const kept = new Set(page.map(({ number }) => number));
    const loose = tail.filter(({ number }) => number >= from && number <= until && !kept.has(number));
    return loose.length === 0 ? page : [...page, ...loose].sort((a, b) => a.number - b.number);
  }

  #expect(isRight: boolean, culprit: string): void {
    this.#tallies.expect('trail', isRight, culprit);
  }
}
