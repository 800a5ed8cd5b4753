import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { after, before, preparedOnce, statement } from './sql.ts';

test('parameters of a select stand in calls, and those of a write, and texts, as they are', () => {
  const sql = "select a, '?1' from t where a = ?1 and b > ? limit ?2";
  const once =
    "select a, '?1' from t where a = ifnull(?1, null) and b > ifnull(?, null) limit ifnull(?2, null)";
  assert.equal(preparedOnce(sql), once);
  const write = 'insert into t (a) values (?) on conflict (a) do nothing';
  assert.equal(preparedOnce(write), write);
});

test('a parameter in a call compares as the value does, whatever the type of its column', () => {
  using db = new DatabaseSync(':memory:');
  db.exec("create table t (a text, b integer); insert into t values ('7', 7), ('x', 8), (null, 9)");
  const wheres = ['a = ?1', 'b = ?1', 'b >= ?1', 'a >= ?1', 'a is ?1', 'a is not ?1'];
  for (const where of wheres) {
    for (const value of ['7', 7, 'x', 8, 8.5, null]) {
      const sql = `select b from t where ${where} order by b limit ?2`;
      assert.deepEqual(
        statement(db, sql).all(value, 10),
        db.prepare(sql).all(value, 10),
        `${where} ${value}`,
      );
    }
  }
});

test('a page begins in its index where it is, not at the first', () => {
  using db = new DatabaseSync(':memory:');
  db.exec('create table t (owner text, id text); create index t_owner on t (owner, id)');
  for (const id of ['1', 'b', '\u{10fffe}'])
    db.prepare("insert into t values ('a', ?), ('z', ?)").run(id, id);
  const page = (range: string, order: string): string =>
    `select id from t where owner = ?1 and ${range} order by id ${order} limit ?3`;
  const [back, on] = [page(before('id', '?2'), 'desc'), page(after('id', '?2'), 'asc')];
  const found = (sql: string, from: string | null): unknown =>
    statement<{ readonly id: string }>(db, sql)
      .all('a', from, 10)
      .map(({ id }) => id);
  assert.deepEqual(found(back, null), ['\u{10fffe}', 'b', '1']);
  assert.deepEqual(found(back, 'b'), ['1']);
  assert.deepEqual(found(on, null), ['1', 'b', '\u{10fffe}']);
  assert.deepEqual(found(on, 'b'), ['\u{10fffe}']);
  for (const sql of [back, on]) {
    const [step] = statement<{ readonly detail: string }>(db, `explain query plan ${sql}`).all('a', 'b', 10);
    assert.match(step?.detail ?? '', /\(owner=\? AND id[<>]\?\)/);
  }
});
