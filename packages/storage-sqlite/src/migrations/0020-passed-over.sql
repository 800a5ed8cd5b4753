-- Of a customer and template, or from before a template, whose tasks lie behind a worker's cursors: see markOf in @asg/domain.
create table passed_over (
  worker_id text not null,
  mark text not null,
  primary key (worker_id, mark)
) strict, without rowid;

insert into passed_over select worker_id, template from trust where passed_over = 1;
drop index trust_passed_over;
alter table trust drop column passed_over;
