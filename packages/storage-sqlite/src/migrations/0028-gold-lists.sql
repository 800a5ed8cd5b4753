-- What a customer lists their gold by. Rows of before have it too: it follows from what they are.
alter table gold add column figures text not null default '{"wrong":{},"goodRight":0,"goodMissed":0,"practised":0}';
-- Names of the latest answers in practice: each is counted once.
alter table gold add column practised text not null default '[]';
alter table gold add column template text generated always as (record ->> '$.template') virtual;
alter table gold add column used_for text
  generated always as (case when record -> '$.practice' is null then 'test' else 'practice' end) virtual;
alter table gold add column state text
  generated always as (case when retired_at is null then 'active' else 'retired' end) virtual;
alter table gold add column newest text
  generated always as (printf('%016d_%s', record ->> '$.createdAtMs', id)) virtual;
alter table gold add column misses text generated always as (printf('%016d_%s', answered_wrong, id)) virtual;

create index gold_newest on gold (owner, state, newest);
create index gold_newest_by_use on gold (owner, state, used_for, newest);
create index gold_newest_by_template on gold (owner, state, template, newest);
create index gold_newest_by_both on gold (owner, state, used_for, template, newest);
create index gold_misses on gold (owner, state, misses);
create index gold_misses_by_use on gold (owner, state, used_for, misses);
create index gold_misses_by_template on gold (owner, state, template, misses);
create index gold_misses_by_both on gold (owner, state, used_for, template, misses);

-- The highest number that an item had which has left its pool: no other gets it, for workers' places tell of numbers.
create table gold_left (
  pool text primary key,
  seq integer not null
) strict, without rowid;
