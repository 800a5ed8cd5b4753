-- How many tasks a batch names, and which of them its sum in result_sum does not count: those of other requests. Null: it has no sum yet.
alter table batch add column task_count integer;
alter table batch add column repeated text;
