create schema digests;

-- Who chose the weekly digest. A row stays after leaving, so that the links in old letters keep working.
create table digests.subscription (
    member_id bigint primary key references people.member,
    weekly boolean not null,
    since timestamptz not null,
    token text not null unique,
    unsubscribed_at timestamptz
);
create index subscription_weekly on digests.subscription (member_id) where weekly;

-- One per person and week, whatever happens: even when the address changes or the letters are cleared away.
create table digests.sent (
    member_id bigint not null references people.member,
    week date not null,
    at timestamptz not null,
    primary key (member_id, week)
);
