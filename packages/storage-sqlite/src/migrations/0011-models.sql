-- What closed tasks have taught, written by the transaction that closes them. Options and type are those of the template.
create table template_model (
  template text primary key,
  type text not null,
  options text not null,
  record text not null
) strict, without rowid;

create table worker_model (
  worker_id text not null,
  template text not null,
  record text not null,
  primary key (worker_id, template)
) strict, without rowid;

-- Answers to the item since it was a check of its template.
alter table gold add column run text;

-- Agreement by template, of a customer's tasks made on a UTC day; counts by place of the option, JSON.
create table stats_template (
  customer_id text not null,
  date text not null,
  template text not null,
  tasks integer not null,
  pairable integer not null,
  disagreement real not null,
  counts text not null,
  primary key (customer_id, date, template)
) strict, without rowid;

-- Closed tasks that are worth a look, by the UTC month of their close.
create table doubtful_task (
  customer_id text not null,
  month text not null,
  doubt integer not null,
  task_id text not null,
  primary key (customer_id, month, doubt, task_id)
) strict, without rowid;
