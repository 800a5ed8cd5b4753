-- Jobs whose manifests are not read to the end: counted for a customer who submits another one.
create index job_unread on job (customer_id) where record ->> '$.status' in ('queued', 'ingesting');
