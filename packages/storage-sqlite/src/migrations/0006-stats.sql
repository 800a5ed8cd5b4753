-- Figures per customer and UTC day (YYYY-MM-DD) on which the tasks were made, added to by the transaction that changes a task.
create table stats_day (
  customer_id text not null,
  date text not null,
  pending integer not null default 0,
  in_progress integer not null default 0,
  verified integer not null default 0,
  settled integer not null default 0,
  expired integer not null default 0,
  cancelled integer not null default 0,
  decided integer not null default 0,
  confidence_micros integer not null default 0,
  primary key (customer_id, date)
) strict, without rowid;

-- Buckets are those of durationBucket in @asg/domain.
create table stats_settlement (
  customer_id text not null,
  date text not null,
  bucket integer not null,
  count integer not null,
  primary key (customer_id, date, bucket)
) strict, without rowid;

create table stats_agreement (
  customer_id text not null,
  date text not null,
  type text not null,
  tasks integer not null,
  pairable integer not null,
  disagreement real not null,
  categories integer not null,
  primary key (customer_id, date, type)
) strict, without rowid;

create table stats_category (
  customer_id text not null,
  date text not null,
  type text not null,
  category text not null,
  count integer not null,
  primary key (customer_id, date, type, category)
) strict, without rowid;

-- What was there before there were figures; agreement begins with tasks that close from now on.
insert into stats_day
select
  customer_id,
  strftime('%Y-%m-%d', (order_json ->> '$.createdAtMs') / 1000, 'unixepoch'),
  sum(coalesce(work_json ->> '$.state', 'pending') = 'pending'),
  sum(coalesce(work_json ->> '$.state', 'pending') = 'in_progress'),
  sum(coalesce(work_json ->> '$.state', 'pending') = 'verified'),
  sum(coalesce(work_json ->> '$.state', 'pending') = 'settled'),
  sum(coalesce(work_json ->> '$.state', 'pending') = 'expired'),
  sum(coalesce(work_json ->> '$.state', 'pending') = 'cancelled'),
  sum(work_json ->> '$.decision.confidence' is not null),
  sum(cast(round(coalesce(work_json ->> '$.decision.confidence', 0) * 1000000) as integer))
from task
group by 1, 2;

insert into stats_settlement
select customer_id, date, min(224, max(0, cast(ceil(8 * log2(max(125, ms) / 125.0)) as integer))), count(*)
from (
  select
    customer_id,
    strftime('%Y-%m-%d', (order_json ->> '$.createdAtMs') / 1000, 'unixepoch') as date,
    (work_json ->> '$.payment.settledAtMs') - (order_json ->> '$.createdAtMs') as ms
  from task
  where work_json ->> '$.state' = 'settled'
)
group by 1, 2, 3;
