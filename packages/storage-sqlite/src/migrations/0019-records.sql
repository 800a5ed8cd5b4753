-- Small nouns: one kind of record under a key each, and the lists that records stand in. See records/noun.ts of @asg/storage.
create table record (
  noun text not null,
  key text not null,
  record text not null,
  primary key (noun, key)
) strict, without rowid;

create table record_place (
  noun text not null,
  list text not null,
  member text not null,
  place text not null,
  key text not null,
  primary key (noun, list, member, place)
) strict, without rowid;

create index record_place_by_key on record_place (noun, key);

insert into record (noun, key, record)
select 'lea', name, json_object('name', name, 'holder', holder, 'token', token, 'untilMs', held_until, 'note', note)
from process_lease;
drop table process_lease;

insert into record (noun, key, record)
select 'whs', customer_id, json_object(
  'webhooks', json_group_array(json(record) order by id) filter (where removed = 0),
  'removed', json_group_array(id order by id) filter (where removed = 1)
) from webhook group by customer_id;
drop table webhook;

insert into record (noun, key, record)
select 'mov', settlement_id, json_object('move', json(record), 'isOpen', json(iif(is_open = 1, 'true', 'false')))
from treasury_move;
insert into record_place (noun, list, member, place, key)
select 'mov', 'moves open', '', settlement_id, settlement_id from treasury_move where is_open = 1;
drop table treasury_move;

insert into record (noun, key, record)
select 'hdr', 'window', json_object('baseHeight', base_height, 'headers', json((
  with recursive each (at) as (select 1 union all select at + 160 from each where at + 160 <= length(headers))
  select json_group_array(substr(headers, at, 160) order by at) from each where length(headers) > 0
))) from header_window;
drop table header_window;
