-- Sums of a customer's money; see BalanceSums of @asg/domain. `day`: on which the last was reserved, YYYY-MM-DD.
alter table customer add column entered_sats integer not null default 0;
alter table customer add column taken_sats integer not null default 0;
alter table customer add column closed_sats integer not null default 0;
alter table customer add column paid_sats integer not null default 0;
alter table customer add column upgrade_grant_sats integer not null default 0;
alter table customer add column allowance_sats integer not null default 0;
alter table customer add column day text not null default '';
alter table customer add column day_sats integer not null default 0;

create table balance_entry (
  customer_id text not null,
  place text not null,
  entry_id text not null,
  record text not null,
  primary key (customer_id, place)
) strict, without rowid;

create unique index balance_entry_by_id on balance_entry (customer_id, entry_id);

-- What all sandbox accounts together reserved on a day.
create table sandbox_day (
  date text primary key,
  taken_sats integer not null
) strict, without rowid;
