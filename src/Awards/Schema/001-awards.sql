create schema awards;

create table awards.round (
    id bigint generated always as identity primary key,
    name text not null,
    place_code text references places.place,
    from_day date not null,
    to_day date not null,
    chair_id bigint not null references people.member,
    blog_id bigint not null references content.blog,
    opened_at timestamptz not null,
    jury_at timestamptz,
    closed_at timestamptz,
    result_number bigint references content.item
);

create table awards.criterion (
    round_id bigint not null references awards.round,
    kind text not null,
    at_least int not null,
    primary key (round_id, kind)
);

-- What was counted stands here once the round is closed
create table awards.nominee (
    round_id bigint not null references awards.round,
    blog_id bigint not null references content.blog,
    agreed_at timestamptz,
    agreed_by bigint references people.member,
    counts int[],
    primary key (round_id, blog_id)
);

create table awards.juror (
    round_id bigint not null references awards.round,
    member_id bigint not null references people.member,
    answer text not null,
    asked_at timestamptz not null,
    answered_at timestamptz,
    chosen_blog bigint references content.blog,
    reason text not null,
    primary key (round_id, member_id)
);
create index juror_is on awards.juror (member_id);
