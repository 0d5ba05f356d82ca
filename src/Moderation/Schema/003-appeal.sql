-- A ruling may be about a comment; it is by a moderator or by who keeps the blog; and it may answer an appeal
alter table moderation.ruling add column comment_id bigint references content.comment;
alter table moderation.ruling add column as_moderator boolean not null default true;
alter table moderation.ruling add column answers bigint references moderation.ruling;
create index ruling_of on moderation.ruling (number, id);

-- Once a ruling, in the writer's own words, which only who decides reads
create table moderation.appeal (
    ruling_id bigint primary key references moderation.ruling,
    member_id bigint not null references people.member,
    text text not null,
    at timestamptz not null,
    answer_id bigint references moderation.ruling
);
create index appeal_waiting on moderation.appeal (at) where answer_id is null;
