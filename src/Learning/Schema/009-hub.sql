-- Which texts tell of which meeting: said by a person, who said it, and when. A no is kept too, so that nobody is asked again
create table learning.telling (
    -- Both by their numbers alone: in a copy the meeting may come later than what tells of it
    number bigint not null,
    meeting_number bigint not null,
    answer text not null,
    -- The review that closes the meeting
    is_closing boolean not null,
    by_id bigint references people.member,
    at timestamptz not null,
    primary key (number, meeting_number),
    check (not is_closing or answer = 'Yes')
);
create index telling_of on learning.telling (meeting_number);
create unique index telling_closing on learning.telling (meeting_number) where is_closing;

-- The days that a text names, read once when it is saved: a projection, which the timetable fills for what was there before
create table learning.named_days (
    number bigint primary key references content.item,
    days date[] not null
);
create index named_days_on on learning.named_days using gin (days);

-- Never used: the closing review is a telling
alter table learning.meeting drop column aar_number;
