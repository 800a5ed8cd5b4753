-- What tasks that pay own people reserved, and gave back; see BalanceSums of @asg/domain. Earlier ones are in neither.
alter table customer add column own_taken_sats integer not null default 0;
alter table customer add column own_back_sats integer not null default 0;
