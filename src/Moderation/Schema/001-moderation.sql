create schema moderation;

create table moderation.report (
    id bigint generated always as identity primary key,
    number bigint not null references content.item,
    reason text not null,
    member_id bigint references people.member,
    masked_address text not null,
    at timestamptz not null,
    settled_at timestamptz
);
create index report_waiting on moderation.report (at) where settled_at is null;

-- Every ruling is public, without what it was about being shown
create table moderation.ruling (
    id bigint generated always as identity primary key,
    number bigint not null references content.item,
    deed text not null,
    reason text not null,
    by_id bigint not null references people.member,
    at timestamptz not null
);
create index ruling_newest on moderation.ruling (at desc);
