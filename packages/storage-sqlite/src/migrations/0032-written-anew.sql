-- Tables whose rows of before are written anew while the store serves, and how far that is: see compact/rewrite.ts and decision 81.
create table rewriting (
  name text primary key,
  place text not null
) strict, without rowid;

insert into rewriting select 'task', '' where exists (select 1 from task);
insert into rewriting select 'event', '' where exists (select 1 from event);
insert into rewriting select 'worker_history', '' where exists (select 1 from worker_history);
insert into rewriting select 'task_place', '' where exists (select 1 from task_place);
