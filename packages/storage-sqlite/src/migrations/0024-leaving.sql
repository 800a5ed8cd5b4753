-- Lists by whom records are of, so that what is known of one person is found. See people/ and reports/ of @asg/storage.
insert into record_place (noun, list, member, place, key)
select 'rpt', 'reports worker', record ->> '$.workerId', key, key from record where noun = 'rpt';
insert into record_place (noun, list, member, place, key)
select 'mai', 'mails address', lower(trim(record ->> '$.to')), key, key from record where noun = 'mai';
insert into record_place (noun, list, member, place, key)
select 'mlk', 'mail links person', record ->> '$.personId', key, key from record where noun = 'mlk';
