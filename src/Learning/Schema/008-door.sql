-- What a desk at the door wrote down, under the number that its browser gave it: sent twice it is done once.
-- What was undone stays here without a person, so that a late second sending does not bring it back
create table learning.door_record (
    number bigint not null references learning.meeting,
    id uuid not null,
    attendee_id bigint references learning.attendee on delete set null,
    at timestamptz not null,
    is_new boolean not null,
    is_undone boolean not null,
    primary key (number, id)
);
create index door_record_of on learning.door_record (attendee_id) where attendee_id is not null;

-- Two rows that somebody said are one person: a desk that knows only the old one still finds them
create table learning.attendee_merge (
    from_id bigint primary key,
    number bigint not null references learning.meeting,
    into_id bigint not null references learning.attendee on delete cascade
);
create index attendee_merge_of on learning.attendee_merge (number);
create index attendee_merge_into on learning.attendee_merge (into_id);

-- The code on the door, by which somebody with a phone says that they are here. A new one takes the place of the old; stopped, there is none
create table learning.door_code (
    number bigint primary key references learning.meeting,
    code text not null unique,
    made_at timestamptz not null
);
