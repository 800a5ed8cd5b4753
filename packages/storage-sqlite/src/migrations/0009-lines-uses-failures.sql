-- Lines of manifests that come back as they were sent, in the export.
create table job_line (
  job_id text not null,
  line integer not null,
  sent text not null,
  primary key (job_id, line)
) strict, without rowid;

-- When a key was last used, now and then.
alter table api_key add column used_at integer;

-- What was given up, whoever it was for.
alter table delivery add column customer_id text generated always as (json_extract(record, '$.customerId')) virtual;
create index delivery_failed_by_customer on delivery (customer_id, id) where failed = 1;
