-- Pay that could not be sent to a paymail, and when it is tried again.
create table carried (
  worker_id text primary key,
  since integer not null,
  due integer not null
) strict, without rowid;
create index carried_due on carried (due, worker_id);
-- What is carried already is due at once; it has waited since the last payment that carried it.
insert into carried (worker_id, since, due)
select t.worker_id,
  coalesce(
    (select max(e.at) from earning e where e.worker_id = t.worker_id and e.paid_sats = 0),
    unixepoch() * 1000
  ),
  0
from worker_total t join worker w on w.id = t.worker_id
where t.carried_sats > 0 and json_extract(w.record, '$.payout.kind') = 'paymail';
