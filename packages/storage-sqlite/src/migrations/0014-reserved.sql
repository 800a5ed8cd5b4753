-- A settlement's tasks by their ids, without a look at the tasks themselves.
drop index task_reserved;
create index task_reserved on task (reserved_by, id) where reserved_by is not null;
