-- What the results of jobs, batches and templates are like; names and figures as in results/ of @asg/domain. Begins with this version.
create table result_sum (
  name text not null,
  figure text not null,
  value integer not null,
  primary key (name, figure)
) strict, without rowid;
