-- What works, in a sentence or two, with the paragraph it stands on. Who may read it is asked of its source each time: nothing of that is kept here
create table learning.lesson (
    id bigint generated always as identity primary key,
    source_number bigint not null references content.item,
    -- The words as they stood, and the revision they stood in
    paragraph text not null,
    nth int not null,
    maker_id bigint not null references people.member,
    made_at timestamptz not null,
    revised_at timestamptz,
    -- Counts the saves: two people who save the same one is a conflict
    version int not null,
    claim text not null,
    -- Where it holds; null for everywhere
    place_code text references places.place,
    tags text[] not null,
    tag_keys text[] not null,
    -- The words of the claim and its tags that say something, for finding lessons of the same matter
    words text[] not null,
    evidence text not null,
    evidence_number bigint references content.item,
    withdrawn_at timestamptz,
    withdrawn_by_id bigint references people.member
);
-- One of each paragraph by each member
create unique index lesson_once on learning.lesson (source_number, maker_id, md5(paragraph));
create index lesson_by on learning.lesson (maker_id);
create index lesson_evidence on learning.lesson (evidence_number) where evidence_number is not null;
create index lesson_tagged on learning.lesson using gin (tag_keys);
create index lesson_worded on learning.lesson using gin (words);

-- A member says that their place took the lesson up, and what came of it
create table learning.adoption (
    id bigint generated always as identity primary key,
    lesson_id bigint not null references learning.lesson on delete cascade,
    member_id bigint not null references people.member,
    place_code text not null references places.place,
    -- A village in words; empty for the whole place
    place_name text not null,
    circle_id bigint references learning.circle,
    on_day date,
    outcome text not null,
    said text not null,
    -- How many households it reached; null when nobody said
    households int check (households > 0),
    number bigint references content.item,
    -- From whose it was taken
    from_id bigint references learning.adoption on delete set null,
    told_at timestamptz not null,
    unique (lesson_id, member_id, place_code, place_name)
);
create index adoption_at on learning.adoption (place_code text_pattern_ops);
create index adoption_by on learning.adoption (member_id);
create index adoption_in on learning.adoption (circle_id) where circle_id is not null;
create index adoption_from on learning.adoption (from_id) where from_id is not null;
create index adoption_told on learning.adoption (number) where number is not null;
