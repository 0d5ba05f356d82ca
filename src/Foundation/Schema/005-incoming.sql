-- The site's secret in the addresses that lead back to it, the same for every server
create table foundation.post_key (key bytea not null);
insert into foundation.post_key (key) values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- What came into the site's mailbox, each once, and what became of it
create table foundation.came_in (
    key text primary key,
    at timestamptz not null,
    sender text,
    became text not null,
    detail text not null,
    handled boolean not null
);
create index came_in_at on foundation.came_in (at);
-- How far an mbox was read
create table foundation.inbox (path text primary key, next bigint not null);

-- Addresses that letters came back from; the key is as members' addresses are compared, in capitals
create table foundation.reach (
    key text primary key,
    address text not null,
    score integer not null,
    points integer not null,
    last_at timestamptz not null,
    muted_at timestamptz,
    status text not null,
    said text not null
);
alter table foundation.letter add column bounced_at timestamptz;
-- Where a receiving host has a limit, it is asked at each letter what went there in the last minute
create index letter_sent on foundation.letter (sent_at) where sent_at is not null;
