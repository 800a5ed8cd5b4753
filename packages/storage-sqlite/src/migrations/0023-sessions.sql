-- Workers' sessions are people's, a small noun. See people/sessions.ts of @asg/storage.
insert into record (noun, key, record)
select 'ses', hash, json_object(
  'hash', hash, 'sessionId', 'ses_0' || upper(substr(hash, 1, 25)), 'personId', worker_id, 'revision', 0,
  'openedAtMs', expires_at - 2592000000, 'expiresAtMs', expires_at, 'device', null, 'network', null
) from session;
insert into record_place (noun, list, member, place, key)
select 'ses', 'sessions person', worker_id, 'ses_0' || upper(substr(hash, 1, 25)), hash from session;
insert into record_place (noun, list, member, place, key)
select 'ses', 'sessions expiry', '', printf('%015d', expires_at) || ' ' || hash, hash from session;
drop table session;
