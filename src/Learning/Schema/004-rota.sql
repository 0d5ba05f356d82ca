-- A circle meets by a rule (null: it calls each meeting by itself), at the same hours
alter table learning.circle
    add cadence_every text,
    add cadence_day int,
    add cadence_week int,
    add cadence_weekday text,
    add cadence_month int,
    add starts time,
    add ends time;

-- What happened to the line beside hosting itself, which is the meetings': a host asked out of the meeting of a day, two hosts swapped
create table learning.rota_note (
    id bigint generated always as identity primary key,
    circle_id bigint not null references learning.circle,
    what text not null,
    host_id bigint not null references learning.circle_host,
    other_id bigint references learning.circle_host,
    on_day date not null,
    reason text not null,
    by_id bigint references people.member,
    at timestamptz not null
);
create index rota_note_of on learning.rota_note (circle_id, id);
