-- Workers are paid at an address or at a paymail; the receivers of paymail payments are told of them.

update worker set record = json_remove(
  json_set(record, '$.payout', json(case when json_extract(record, '$.payoutAddress') is null then 'null'
    else json_object('kind', 'address', 'address', json_extract(record, '$.payoutAddress')) end)),
  '$.payoutAddress');

create table paymail_delivery (
  settlement_id text not null,
  worker_id text not null,
  host text not null,
  next_at integer,
  record text not null,
  primary key (settlement_id, worker_id)
) strict, without rowid;

create index paymail_delivery_due on paymail_delivery (host, next_at) where next_at is not null;

-- What was paid to addresses held for workers, from now on.
create table held_coin (
  txid text not null,
  vout integer not null,
  worker_id text not null,
  settlement_id text not null,
  satoshis integer not null,
  locking_script text not null,
  spent_by text,
  primary key (txid, vout)
) strict, without rowid;

create index held_coin_unspent on held_coin (worker_id, settlement_id, vout) where spent_by is null;

create table withdrawal (
  worker_id text not null,
  settlement_id text not null,
  primary key (worker_id, settlement_id)
) strict, without rowid;
