-- What becomes of a settlement after it was seen, what took its place, and what was asked of the treasury.

alter table settlement add column txid text;
alter table settlement add column proof text;
alter table settlement add column replaced_by text;
update settlement set txid = json_extract(record, '$.txid');
create index settlement_by_txid on settlement (txid);

create table treasury_move (
  settlement_id text primary key,
  is_open integer not null,
  record text not null
) strict, without rowid;

create index treasury_move_open on treasury_move (settlement_id) where is_open = 1;

create table header_window (
  id integer primary key check (id = 1),
  base_height integer not null,
  headers text not null
) strict;
