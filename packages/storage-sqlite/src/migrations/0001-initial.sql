-- Ids are the API's, times Unix milliseconds, money satoshis. Small columns come before JSON, so that
-- reading them never follows overflow pages.

create table customer (
  id text primary key,
  email_key text not null unique,
  quota_left integer not null check (quota_left >= 0),
  record text not null
) strict;

create table api_key (
  hash text primary key,
  customer_id text not null,
  record text not null
) strict, without rowid;

create table batch (
  id text primary key,
  customer_id text not null,
  created_at integer not null,
  task_ids text not null
) strict;

-- What a customer's idempotency keys were first used for.
create table task_key (
  customer_id text not null,
  key text not null,
  task_id text not null,
  body_hash text not null,
  primary key (customer_id, key)
) strict, without rowid;

create table batch_key (
  customer_id text not null,
  key text not null,
  batch_id text not null,
  body_hash text not null,
  primary key (customer_id, key)
) strict, without rowid;

-- order_json never changes; work_json is null until something has happened to the task.
-- The columns between are derived from the two, for the indexes.
create table task (
  id text not null primary key,
  customer_id text not null,
  language text not null,
  queue_rank integer,
  queue_seq integer,
  due_since integer,
  reserved_by text,
  expires_at integer,
  order_json text not null,
  work_json text
) strict;

create index task_by_customer on task (customer_id, id);
-- The queue: the tasks that want workers, by class and arrival.
create index task_queue on task (queue_rank, language, queue_seq) where queue_seq is not null;
create index task_due on task (due_since, id) where due_since is not null;
create index task_reserved on task (reserved_by) where reserved_by is not null;
create index task_deadline on task (expires_at) where expires_at is not null;

create table lease (
  worker_id text not null,
  task_id text not null,
  nonce text not null,
  expires_at integer not null,
  primary key (worker_id, task_id)
) strict, without rowid;

create index lease_expiry on lease (expires_at, task_id);

-- Everything in a class at or before queue_seq is done with for this worker: labelled, skipped or held.
create table worker_cursor (
  worker_id text not null,
  queue_rank integer not null,
  language text not null,
  queue_seq integer not null,
  primary key (worker_id, queue_rank, language)
) strict, without rowid;

-- Numbers handed out so far, reserved in chunks.
create table counter (
  name text primary key,
  reserved integer not null
) strict, without rowid;

create table worker (
  id text primary key,
  email_key text not null unique,
  record text not null
) strict;

create table worker_total (
  worker_id text primary key,
  labels integer not null default 0,
  paid_labels integer not null default 0,
  paid_sats integer not null default 0,
  carried_sats integer not null default 0
) strict, without rowid;

create table session (
  hash text primary key,
  worker_id text not null,
  expires_at integer not null
) strict, without rowid;

create table lane (
  id text primary key,
  token integer not null,
  record text not null
) strict;

-- Tasks held for a settlement that is not stored yet; which tasks, task.reserved_by says.
create table reservation (
  settlement_id text primary key,
  lane_id text not null,
  token integer not null
) strict, without rowid;

create index reservation_by_lane on reservation (lane_id);

create table settlement (
  id text primary key,
  state text not null,
  seen_at integer,
  note text,
  record text not null
) strict;

create index settlement_by_state on settlement (state, id);

create table coin_spent (
  txid text not null,
  vout integer not null,
  settlement_id text not null,
  primary key (txid, vout)
) strict, without rowid;

create table earning (
  worker_id text not null,
  settlement_id text not null,
  txid text not null,
  labels integer not null,
  earned_sats integer not null,
  paid_sats integer not null,
  at integer not null,
  primary key (worker_id, settlement_id)
) strict, without rowid;
