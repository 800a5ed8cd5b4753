-- Texts that many rows have, each once: see compact/ and decision 81.
create table word (
  n integer primary key,
  text text not null unique
) strict;

-- A task of this version has `own`: the bytes of its order. The rest of the order is the word `shape`, or order_json where no other task
-- has the same. `work` is what happened to it, in bytes. Rows without `own` are as they were, until they are written anew.
alter table task add column shape integer;
alter table task add column own blob;
alter table task add column work blob;
