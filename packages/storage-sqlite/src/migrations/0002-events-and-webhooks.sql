-- What happened to customers' tasks, in the order of recording; derived from the tasks.
create table event (
  seq integer primary key autoincrement,
  id text not null unique,
  customer_id text not null,
  task_id text not null,
  type text not null,
  at integer not null,
  dispatched integer not null default 0
) strict;

create index event_by_customer on event (customer_id, seq);
create index event_outbox on event (seq) where dispatched = 0;

create table webhook (
  id text primary key,
  customer_id text not null,
  removed integer not null default 0,
  record text not null
) strict;

create index webhook_by_customer on webhook (customer_id, id) where removed = 0;

create table delivery (
  id text primary key,
  webhook_id text,
  task_id text,
  endpoint text not null,
  next_at integer,
  failed integer not null default 0,
  record text not null
) strict;

create index delivery_by_webhook on delivery (webhook_id, id) where webhook_id is not null;
create index delivery_waiting on delivery (endpoint, next_at) where next_at is not null;
create index delivery_failed on delivery (task_id) where failed = 1;
