-- A round in which everyone who was there says for themselves how it went. Days only: no time finer than a day is kept of a voice or its round
create table learning.voice_round (
    number bigint primary key references learning.aar,
    code text not null unique,
    form text not null,
    opened_on date not null,
    closes_on date not null,
    -- Closed for good: opened again, what comes in then would be seen alone
    is_closed boolean not null
);

-- What one person said. Nothing in it says when it came or in which order: the key is random, and rows are written anew in another order (VoiceRound.Mix).
-- Anonymous is an empty name; then there is no member either
create table learning.voice (
    id uuid primary key,
    number bigint not null references learning.voice_round,
    way text not null,
    name text not null,
    member_id bigint references people.member,
    check (name <> '' or member_id is null)
);
create index voice_of on learning.voice (number);
create index voice_by on learning.voice (member_id) where member_id is not null;

-- Lines of voices that say the same, joined by hand under one wording; put into the review it stands at one of its lines
create table learning.voice_point (
    id bigint generated always as identity primary key,
    number bigint not null references learning.voice_round,
    question text not null,
    text text not null,
    line_id bigint unique references learning.aar_line on delete set null
);
create index voice_point_of on learning.voice_point (number);

create table learning.voice_line (
    id uuid primary key,
    voice_id uuid not null references learning.voice,
    number bigint not null references learning.voice_round,
    question text not null,
    position int not null,
    text text not null,
    point_id bigint references learning.voice_point,
    -- Why it was left out; null when it was not
    left_out text
);
create index voice_line_of_voice on learning.voice_line (voice_id);
create index voice_line_of on learning.voice_line (number, question);
create index voice_line_in on learning.voice_line (point_id) where point_id is not null;
