-- What was settled, summed per customer and UTC day (YYYY-MM-DD) and month (YYYY-MM); added to by the transaction that
-- settles. A month with closed_at never changes; closed_price is JSON.
create table usage_day (
  customer_id text not null,
  date text not null,
  tasks_settled integer not null,
  tasks_paid_unlabelled integer not null,
  payout_sats integer not null,
  fee_sats integer not null,
  labels_saved integer not null,
  primary key (customer_id, date)
) strict, without rowid;

create table usage_month (
  customer_id text not null,
  month text not null,
  tasks_settled integer not null,
  tasks_paid_unlabelled integer not null,
  payout_sats integer not null,
  fee_sats integer not null,
  labels_saved integer not null,
  closed_at integer,
  closed_price text,
  primary key (customer_id, month)
) strict, without rowid;

create index usage_month_open on usage_month (month, customer_id) where closed_at is null;

-- What was settled before there were sums.
insert into usage_day
select
  task.customer_id,
  strftime('%Y-%m-%d', settlement.seen_at / 1000, 'unixepoch'),
  sum(work_json ->> '$.state' = 'settled'),
  sum(work_json ->> '$.state' <> 'settled'),
  sum(cost.value ->> '$.payoutSats'),
  sum(cost.value ->> '$.feeSats'),
  sum(iif(
    work_json ->> '$.state' = 'settled' and order_json ->> '$.consensus.earlyStop',
    max(0, (order_json ->> '$.consensus.threshold') - json_array_length(work_json, '$.labels')),
    0
  ))
from settlement, json_each(settlement.record, '$.tasks') as cost
join task on task.id = cost.value ->> '$.taskId'
where settlement.seen_at is not null
group by 1, 2;

insert into usage_month
select
  customer_id, substr(date, 1, 7),
  sum(tasks_settled), sum(tasks_paid_unlabelled), sum(payout_sats), sum(fee_sats), sum(labels_saved),
  null, null
from usage_day
group by 1, 2;
