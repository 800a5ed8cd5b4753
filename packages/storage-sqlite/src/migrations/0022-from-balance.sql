-- Right answers to the customer's own gold that were paid.
alter table usage_day add column gold_answers_paid integer not null default 0;
alter table usage_month add column gold_answers_paid integer not null default 0;
-- Of what was settled, what the balance paid. What was settled before there were balances was on the operator.
alter table usage_day add column balance_sats integer not null default 0;
alter table usage_month add column balance_sats integer not null default 0;
