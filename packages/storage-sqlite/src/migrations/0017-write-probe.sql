-- Written anew to find out whether there is space again after there was none: as much as a group of writes needs.
create table write_probe (
  id integer primary key check (id = 1),
  filler blob not null
) strict;
