-- Lines of manifests that come back as they were sent, in the export.
create table job_line (
  job_id text not null,
  line integer not null,
  sent text not null,
  primary key (job_id, line)
) strict, without rowid;
