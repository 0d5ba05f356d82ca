-- Letters of a list, such as the week's digests, go after those that one person is waiting for.
alter table foundation.letter add column is_bulk boolean not null default false;
update foundation.letter set is_bulk = true where kind = 'digest';
drop index foundation.letter_waiting;
create index letter_waiting on foundation.letter (is_bulk, next_try_at, id) where sent_at is null and failed_at is null;
