import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import {
  noTrailHash,
  type TrailDraft,
  type TrailEntry,
  type TrailHead,
  type TrailRecord,
  trailEntry,
  trailHash,
} from '@asg/domain';
import { Trail } from '@asg/people';
import { sha256, trailPlace } from '@asg/storage';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { Receipts } from '../../receipts/receipts.ts';
import { bench, settle, tasksOf, verifiedTasks } from '../../testing/settlement-bench.ts';
import { auditMoney } from './audit.ts';

const ownerId = 'cust_1';

/** The trail of an organisation as it stands in the file. */
class TrailFile {
  readonly #db: DatabaseSync;

  constructor(path: string) {
    this.#db = new DatabaseSync(path);
  }

  entry(number: number): TrailEntry {
    return JSON.parse(this.#record('tre', `${ownerId} ${trailPlace(number)}`));
  }

  get head(): TrailHead {
    return JSON.parse(this.#record('trh', ownerId));
  }

  put(entry: TrailEntry, number = entry.number): void {
    this.#put('tre', `${ownerId} ${trailPlace(number)}`, entry);
  }

  putHead(head: TrailHead): void {
    this.#put('trh', ownerId, head);
  }

  remove(number: number): void {
    for (const table of ['record', 'record_place'])
      this.#db
        .prepare(`delete from ${table} where noun = 'tre' and key = ?`)
        .run(`${ownerId} ${trailPlace(number)}`);
  }

  removeHead(): void {
    for (const table of ['record', 'record_place'])
      this.#db.prepare(`delete from ${table} where noun = 'trh' and key = ?`).run(ownerId);
  }

  /** Writes entries from this number on anew, as if the program had, and the head with them. */
  rehash(from: number, change: (record: TrailRecord) => TrailRecord): void {
    const { head } = this;
    let previous = from === 1 ? noTrailHash : this.entry(from - 1).hash;
    for (let number = from; number <= head.count; number++) {
      const { personal, atMs, text } = this.entry(number);
      const record: TrailRecord = change(JSON.parse(text));
      const draft: TrailDraft = {
        id: 'any',
        atMs,
        action: record.action,
        actor: record.actor?.id == null ? null : { kind: 'key', keyId: record.actor.id },
        object: record.object,
        requestId: record.request_id,
        before: record.before,
        after: record.after,
        personal: personal?.values ?? {},
        salt: personal?.salt ?? '',
      };
      const entry = trailEntry(draft, { ownerId, number, previous, outcome: record.outcome }, sha256);
      this.put(entry);
      previous = entry.hash;
    }
    this.putHead({ ...head, hash: previous, tail: [] });
  }

  close(): void {
    this.#db.close();
  }

  #record(noun: string, key: string): string {
    const found = this.#db.prepare('select record from record where noun = ? and key = ?').get(noun, key);
    assert.ok(typeof found?.record === 'string');
    return found.record;
  }

  #put(noun: string, key: string, record: unknown): void {
    const { changes } = this.#db
      .prepare('update record set record = ? where noun = ? and key = ?')
      .run(JSON.stringify(record), noun, key);
    assert.equal(changes, 1);
  }
}

/** Six entries, of which a settlement commits to four; `after`: what the audit says where the file was changed. */
async function committedTrail(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'asg-trail-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'store.sqlite');
  const parts = await bench(t, 1_000_000, path);
  const { context, storage, chain, clock } = parts;
  const trail = new Trail(context);
  const key = (n: number) =>
    trail.enter(
      ownerId,
      trail.draft({
        action: 'key.created',
        actor: { kind: 'key', keyId: 'key_1' },
        object: `key_${n}`,
        personal: { network: '203.0.113.7' },
      }),
    );
  for (let n = 1; n <= 4; n++) await key(n);
  const taskIds = await verifiedTasks(parts, 3);
  clock.advance(1_000);
  await settle(parts.newSettler());
  for (let n = 5; n <= 6; n++) await key(n);
  const [settlement] = await storage.settlement.inStates(['seen'], 10);
  assert.ok(settlement);
  assert.equal((await auditMoney(storage, chain)).ok, true);
  let copies = 0;
  const after = async (tamper: (file: TrailFile) => void): Promise<readonly string[]> => {
    const copy = join(folder, `copy-${copies++}.sqlite`);
    for (const end of ['', '-wal', '-shm']) cpSync(path + end, copy + end, { force: true });
    const file = new TrailFile(copy);
    tamper(file);
    file.close();
    await using changed = await openSqliteStorage({ path: copy });
    const { results } = await auditMoney(changed, chain);
    for (const { check, ok } of results) if (check !== 'trail') assert.ok(ok, check);
    return results.find(({ check }) => check === 'trail')?.culprits ?? [];
  };
  return { ...parts, trail, settlement, taskIds, after };
}

test('a settlement commits to how far the trails came, and its receipts stay as they are published', async (t) => {
  const { settlement, context, storage, taskIds } = await committedTrail(t);
  const fourth = await storage.trailEntries.get({ ownerId, number: 4 });
  assert.deepEqual(settlement.trail, [{ owner: ownerId, count: 4, hash: fourth?.hash }]);
  const [task] = await tasksOf(storage, taskIds);
  assert.ok(task);
  const result = await new Receipts(context, 'local').of(task.customerId, task.taskId);
  assert.ok(result.kind === 'receipt');
  assert.deepEqual([result.receipt.leaf_index, result.receipt.tree_size], [0, 4]);
});

test('what is rewritten in a trail is found, with whose it is and the number of the entry', async (t) => {
  const { after, settlement } = await committedTrail(t);
  const about = (number: number, what: string) => `trail of ${ownerId}, entry ${number}: ${what}`;
  assert.deepEqual(await after(() => {}), []);

  const text = await after((file) => {
    const entry = file.entry(2);
    file.put({ ...entry, text: entry.text.replace('key_2', 'key_9') });
  });
  assert.deepEqual(text, [about(2, 'its text was changed')]);

  const removed = await after((file) => file.remove(3));
  assert.deepEqual(removed, [about(3, 'it is gone')]);

  const network = await after((file) => {
    const entry = file.entry(2);
    assert.ok(entry.personal);
    file.put({ ...entry, personal: { ...entry.personal, values: { network: '198.51.100.1' } } });
  });
  assert.deepEqual(network, [about(2, 'what it says of people was changed')]);

  const swapped = await after((file) => {
    const [a, b] = [file.entry(2), file.entry(3)];
    file.put(b, 2);
    file.put(a, 3);
  });
  assert.ok(swapped.some((culprit) => culprit.startsWith(about(2, ''))));

  const cut = await after((file) => {
    for (const number of [4, 5, 6]) file.remove(number);
    file.putHead({ ...file.head, tail: [] });
  });
  assert.deepEqual(
    cut,
    [4, 5, 6].map((number) => about(number, 'it is gone')),
  );

  const cutWithHead = await after((file) => {
    const { head } = file;
    for (const number of [4, 5, 6]) file.remove(number);
    file.putHead({ ...head, count: 3, hash: file.entry(3).hash, tail: [] });
  });
  const left = `it is gone, 3 entries are left of the 4 that settlement ${settlement.settlementId} committed to`;
  assert.deepEqual(cutWithHead, [about(4, left)]);

  const rehashed = await after((file) =>
    file.rehash(2, (record) => (record.number === 2 ? { ...record, object: 'key_9' } : record)),
  );
  const other = `it is not the one that settlement ${settlement.settlementId} committed to`;
  assert.deepEqual(rehashed, [about(4, other)]);

  const gone = await after((file) => {
    for (const number of [1, 2, 3, 4, 5, 6]) file.remove(number);
    file.removeHead();
  });
  assert.deepEqual(gone, [
    `trail of ${ownerId}: it is gone, settlement ${settlement.settlementId} committed to 4 entries of it`,
  ]);
});

test('what a settlement says that it commits to cannot be rewritten with the trail', async (t) => {
  const { settlement, storage, chain } = await committedTrail(t);
  const [head] = settlement.trail ?? [];
  assert.ok(head);
  const forged = { ...settlement, trail: [{ ...head, hash: trailHash('other', sha256) }] };
  const reader = {
    ...storage,
    settlement: { ...storage.settlement, inStates: async () => [forged] },
  };
  Object.setPrototypeOf(reader, storage);
  const { results } = await auditMoney(reader, chain);
  assert.deepEqual(
    results.filter(({ ok }) => !ok).map(({ check }) => check),
    ['commitments', 'trail'],
  );
});
