-- Places of tasks in the lists that they stand in; `list` is `listName` of @asg/domain. Tasks of before get theirs by a walk (decision 60).
create table task_place (
  list text not null,
  place text not null,
  primary key (list, place)
) strict, without rowid;
