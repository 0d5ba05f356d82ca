create schema cases;

create table cases.story (
    number bigint primary key references content.item,
    themes text[] not null,
    state text not null,
    example boolean not null,
    checked_by bigint references people.member,
    checked_at timestamptz
);
create index story_of_theme on cases.story using gin (themes);

-- One part of a story, as typed and as rendered; who told it may mend it
create table cases.text (
    number bigint not null references cases.story,
    part text not null,
    teller_id bigint not null references people.member,
    markdown text not null,
    html text not null,
    words text not null,
    renderer_version int not null,
    primary key (number, part)
);

create table cases.source (
    id bigint generated always as identity primary key,
    number bigint not null references cases.story,
    position int not null,
    -- One of the two: an item of this site, or words
    cites bigint references content.item,
    words text not null
);
create index source_of on cases.source (number, position);
create index source_cites on cases.source (cites) where cites is not null;

create table cases.figure (
    id bigint generated always as identity primary key,
    number bigint not null references cases.story,
    position int not null,
    label text not null,
    value text not null,
    unit text not null,
    -- The position of the source it comes from; null when none is named
    source int
);
create index figure_of on cases.figure (number, position);
