-- How often two answers stand beside each other, of a customer's tasks made on a UTC day whose answers are nearer or farther: by their
-- places in the template. Such templates have counts by place in stats_template, as an object.
create table stats_pair (
  customer_id text not null,
  date text not null,
  template text not null,
  one integer not null,
  other integer not null,
  weight real not null,
  primary key (customer_id, date, template, one, other)
) strict, without rowid;
