-- A key that was revoked stays as a mark, so that revoking it again gives the same answer.
alter table api_key add column key_id text generated always as (json_extract(record, '$.keyId')) virtual;
alter table api_key add column revoked_at integer;

create index api_key_by_customer on api_key (customer_id, key_id) where revoked_at is null;
create unique index api_key_by_id on api_key (key_id);

-- JSON array: the ids of the operator's latest changes, so that none is made twice.
alter table customer add column changes text;
