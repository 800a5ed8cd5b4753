create table console_session (
  hash text primary key,
  proof text not null,
  expires_at integer not null
) strict, without rowid;

create index console_session_by_expiry on console_session (expires_at);
