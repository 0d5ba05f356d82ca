-- What a digest told, shown or only counted: nothing is told twice, however often it goes and comes.
alter table digests.sent add column told bigint[] not null default '{}';
alter table digests.sent add column told_comments bigint[] not null default '{}';

-- Up to where a member's weeks were looked through, letter or not: the next one goes on from there.
alter table digests.subscription add column looked_until timestamptz;
