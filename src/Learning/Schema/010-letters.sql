-- Who is told by letter of one meeting: who was invited, and who had said that they come or hosts it when it was changed
create table learning.meeting_guest (
    number bigint not null references learning.meeting,
    member_id bigint not null references people.member,
    -- The secret in the links of the letters
    token text not null unique,
    since timestamptz not null,
    -- The sequence of the meeting that they were told last; null while they were told nothing
    told int,
    -- What they knew before that
    told_before int,
    -- When the last letter was written; null when none could reach them
    written_at timestamptz,
    -- The sequence of which they said that they know
    seen int,
    -- The sequence of which they were reminded
    reminded int,
    primary key (number, member_id)
);
create index meeting_guest_is on learning.meeting_guest (member_id);
-- Which change of the meeting a move was; 0 for those of before anybody was told by letter
alter table learning.meeting_move add sequence int not null default 0;
create index next_step_late on learning.next_step (due_on) where state = 'Open' and told_at is null and owner_id is not null;
