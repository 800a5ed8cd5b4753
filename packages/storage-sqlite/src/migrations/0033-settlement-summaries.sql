-- What a list tells of settlements, apart from their records, which have all their tasks. Those of before follow: see rewriting/rewrite.ts.
create table settlement_summary (
  id text primary key,
  txid text not null,
  task_count integer not null,
  miner_fee integer not null,
  created_at integer not null
) strict, without rowid;

insert into rewriting select 'settlement', '' where exists (select 1 from settlement);
