-- A secret that was changed signs for a while beside the new one.
update webhook set record = json_set(record, '$.formerSecrets', json('[]'));
