create schema training;

create table training.cohort (
    id bigint primary key references content.practice,
    name text not null,
    place_code text not null references places.place,
    coach_id bigint not null references people.member,
    first_day date not null,
    last_day date not null,
    code text not null unique,
    begun_at timestamptz not null,
    emptied_at timestamptz
);

create table training.learner (
    id bigint generated always as identity primary key,
    cohort_id bigint not null references training.cohort,
    -- The address or, without one, name and tambon: the same line twice is one learner
    key text not null,
    name text not null,
    email text,
    tambon_code text references places.place,
    code text unique,
    member_id bigint references people.member,
    added_at timestamptz not null,
    joined_at timestamptz,
    helped_at timestamptz,
    helped_by bigint references people.member,
    helped_note text not null,
    unique (cohort_id, key),
    unique (cohort_id, member_id)
);
create index learner_is on training.learner (member_id) where member_id is not null;
