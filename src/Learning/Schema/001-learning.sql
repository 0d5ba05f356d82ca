create schema learning;

create table learning.circle (
    id bigint generated always as identity primary key,
    address text not null unique,
    name text not null,
    kind text not null,
    place_code text references places.place,
    about text not null
);

create table learning.aar (
    number bigint primary key references content.item,
    event_name text not null,
    -- Null when nobody remembers the day: unknown stays unknown
    event_date date,
    participants int check (participants > 0),
    gist text not null
);
create index aar_of_day on learning.aar (event_date);

-- A line keeps its id when its heading is revised around it: promises and sources will point at lines
create table learning.aar_line (
    id bigint generated always as identity primary key,
    number bigint not null references learning.aar,
    question text not null,
    position int not null,
    text text not null,
    who text not null,
    due text not null
);
create index aar_line_of on learning.aar_line (number, question, position);

create table learning.aar_person (
    id bigint generated always as identity primary key,
    number bigint not null references learning.aar,
    position int not null,
    member_id bigint references people.member,
    words text not null
);
create index aar_person_of on learning.aar_person (number, position);
create index aar_person_is on learning.aar_person (member_id) where member_id is not null;
