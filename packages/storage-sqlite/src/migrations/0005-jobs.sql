-- Manifests that become tasks. due_at is derived: when there is something to do for the job.
create table job (
  id text primary key,
  customer_id text not null,
  due_at integer,
  record text not null
) strict;

create index job_by_customer on job (customer_id, id);
create index job_due on job (due_at, id) where due_at is not null;

-- Counted with each change of a job's tasks.
create table job_count (
  job_id text primary key,
  opened integer not null default 0,
  settled integer not null default 0,
  expired integer not null default 0,
  cancelled integer not null default 0,
  cost_sats integer not null default 0
) strict, without rowid;

create table job_rejection (
  job_id text not null,
  line integer not null,
  reason text not null,
  primary key (job_id, line)
) strict, without rowid;
