-- Who takes turns: an office, a village, a person. Whoever left keeps the row: it is in the history
create table learning.circle_host (
    id bigint generated always as identity primary key,
    circle_id bigint not null references learning.circle,
    name text not null,
    place_code text references places.place,
    member_id bigint references people.member,
    joined_on date not null,
    left_on date
);
create index circle_host_of on learning.circle_host (circle_id, id);
create index circle_host_is on learning.circle_host (member_id) where member_id is not null;

create table learning.meeting (
    number bigint primary key references content.item,
    -- Null for an event of no circle
    circle_id bigint references learning.circle,
    -- Its place in the chain of the circle's meetings; null when nobody counted
    round int check (round > 0),
    day date not null,
    starts time,
    ends time,
    host_id bigint references learning.circle_host,
    host_words text not null,
    story text not null,
    setting text not null,
    synthesis text not null,
    headcount int check (headcount > 0),
    -- What it was called off for; null while it stands
    called_off text,
    -- How often calendars were told: RFC 5545 SEQUENCE
    sequence int not null,
    aar_number bigint references content.item
);
create index meeting_of on learning.meeting (circle_id, day);
create index meeting_on on learning.meeting (day);

-- One thing of one meeting under one heading; what a heading does not know is empty
create table learning.meeting_point (
    id bigint generated always as identity primary key,
    number bigint not null references learning.meeting,
    part text not null,
    position int not null,
    text text not null,
    who text not null,
    said text not null,
    is_carried boolean not null,
    -- The same matter in the meeting before
    continues_id bigint references learning.meeting_point on delete set null,
    at time,
    minutes int,
    count int
);
create index meeting_point_of on learning.meeting_point (number, part, position);
create index meeting_point_continues on learning.meeting_point (continues_id) where continues_id is not null;

create table learning.next_step (
    id bigint generated always as identity primary key,
    number bigint not null references learning.meeting,
    position int not null,
    text text not null,
    who text not null,
    owner_id bigint references people.member,
    due_on date,
    state text not null,
    closed_on date,
    note text not null,
    told_at timestamptz
);
create index next_step_of on learning.next_step (number, position);
create index next_step_mine on learning.next_step (owner_id, state) where owner_id is not null;

create table learning.meeting_move (
    id bigint generated always as identity primary key,
    number bigint not null references learning.meeting,
    at timestamptz not null,
    day date not null,
    starts time,
    ends time,
    place_name text not null,
    to_day date not null,
    to_starts time,
    to_ends time,
    to_place_name text not null,
    why text not null
);
create index meeting_move_of on learning.meeting_move (number, id);
