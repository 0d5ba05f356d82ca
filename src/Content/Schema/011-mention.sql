-- Who is named in what: once for each thing and person, however often it is saved. It is told when readers see the thing, and then told_at is set.
create table content.mention (
    id bigint generated always as identity primary key,
    member_id bigint not null references people.member,
    number bigint not null references content.item,
    comment_id bigint references content.comment,
    told_at timestamptz
);
create unique index mention_in_item on content.mention (number, member_id) where comment_id is null;
create unique index mention_in_comment on content.mention (comment_id, member_id) where comment_id is not null;
create index mention_of on content.mention (member_id, id);
create index mention_untold on content.mention (id) where told_at is null;
