-- What is known of workers' answers: added to by the change of a task. template '' is the sum over all of them.
create table trust (
  worker_id text not null,
  template text not null,
  weight_micros integer not null default 0,
  credit_micros integer not null default 0,
  gold_right integer not null default 0,
  gold_missed integer not null default 0,
  agreed integer not null default 0,
  disagreed integer not null default 0,
  passed_over integer not null default 0,
  primary key (worker_id, template)
) strict, without rowid;

create index trust_passed_over on trust (worker_id, template) where passed_over = 1;

create table worker_signal (
  worker_id text primary key,
  record text not null
) strict, without rowid;

create table worker_history (
  worker_id text not null,
  at integer not null,
  task_id text not null,
  primary key (worker_id, at, task_id)
) strict, without rowid;

-- Accounts by the address or paymail that they are paid at.
create index worker_by_wallet on worker (coalesce(record ->> '$.payout.address', record ->> '$.payout.paymail'))
where record ->> '$.payout' is not null;

-- A pool is a template, an owner and a language; items are numbered in each from 1.
create table gold (
  id text primary key,
  pool text not null,
  seq integer not null,
  owner text,
  retired_at integer,
  answered_right integer not null default 0,
  answered_wrong integer not null default 0,
  record text not null
) strict;

create unique index gold_pool on gold (pool, seq);
create index gold_live on gold (pool, seq) where retired_at is null;
create index gold_by_owner on gold (owner, id);

create table gold_place (
  worker_id text not null,
  pool text not null,
  start integer not null,
  high integer not null,
  low integer not null,
  primary key (worker_id, pool)
) strict, without rowid;

create table appeal (
  id text primary key,
  worker_id text not null,
  subject text not null,
  is_open integer not null,
  record text not null
) strict;

create unique index appeal_subject on appeal (worker_id, subject);
create index appeal_by_worker on appeal (worker_id, id);
create index appeal_open on appeal (id) where is_open = 1;
create index appeal_open_by_worker on appeal (worker_id) where is_open = 1;

-- A class of its own, before the two there were, for tasks that one label can decide.
update task set queue_rank = queue_rank / 2 * 3 + 1 + queue_rank % 2 where queue_rank is not null;

create table worker_cursor_by_rank (
  worker_id text not null,
  queue_rank integer not null,
  language text not null,
  queue_seq integer not null,
  primary key (worker_id, queue_rank, language)
) strict, without rowid;

insert into worker_cursor_by_rank
select worker_id, queue_rank / 2 * 3 + 1 + queue_rank % 2, language, queue_seq from worker_cursor;
drop table worker_cursor;
alter table worker_cursor_by_rank rename to worker_cursor;
