-- What one process at a time does.
create table process_lease (
  name text primary key,
  holder text not null,
  token integer not null,
  held_until integer not null,
  note text
) strict, without rowid;
