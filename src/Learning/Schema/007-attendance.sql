alter table learning.meeting
    -- Null: as many as come
    add seats int check (seats > 0);

-- Who said that they will come, and who came. Names are for those who hold the meeting; others see counts
create table learning.attendee (
    id bigint generated always as identity primary key,
    number bigint not null references learning.meeting,
    name text not null,
    sector text not null,
    office text not null,
    member_id bigint references people.member,
    way text not null,
    signed_at timestamptz,
    came_at timestamptz,
    left_at timestamptz
);
create index attendee_of on learning.attendee (number, id);
create unique index attendee_once on learning.attendee (number, member_id) where member_id is not null;
