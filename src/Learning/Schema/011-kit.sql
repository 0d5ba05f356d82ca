-- The host's kit: who sees to what of a meeting, and whether it is done
create table learning.kit_item (
    number bigint not null references learning.meeting,
    part text not null,
    who text not null,
    is_done boolean not null,
    primary key (number, part)
);
-- That somebody was reminded of what is open; once for each day that the meeting is on
create table learning.kit_reminder (
    number bigint not null references learning.meeting,
    day date not null,
    at timestamptz not null,
    primary key (number, day)
);
