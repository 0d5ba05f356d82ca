create schema planet;

create table planet.collection (
    id bigint generated always as identity primary key,
    name text not null,
    about text not null,
    begun_at timestamptz not null
);

-- Who keeps it. Somebody who was asked and has not answered has no since
create table planet.owner (
    collection_id bigint not null references planet.collection on delete cascade,
    member_id bigint not null references people.member,
    asked_by bigint not null references people.member,
    since timestamptz,
    primary key (collection_id, member_id)
);
create index owner_of on planet.owner (member_id);

create table planet.rule (
    id bigint generated always as identity primary key,
    collection_id bigint not null references planet.collection on delete cascade,
    kind text not null,
    key text not null,
    member_id bigint references people.member,
    unique (collection_id, kind, key)
);
create index rule_of_member on planet.rule (member_id) where member_id is not null;

-- Put in or taken out by hand, with the reason
create table planet.piece (
    collection_id bigint not null references planet.collection on delete cascade,
    number bigint not null references content.item,
    is_in boolean not null,
    reason text not null,
    by_id bigint not null references people.member,
    at timestamptz not null,
    primary key (collection_id, number)
);
create index piece_of on planet.piece (number);

-- Who does not want their own stories there
create table planet.declined (
    collection_id bigint not null references planet.collection on delete cascade,
    member_id bigint not null references people.member,
    at timestamptz not null,
    primary key (collection_id, member_id)
);
create index declined_by on planet.declined (member_id);
