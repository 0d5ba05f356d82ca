create schema if not exists search;

-- What every server is asked to do with the index in its memory; a higher edition asks again
create table search.asked (
    what text primary key,
    edition bigint not null default 0,
    at timestamptz not null default now()
);
insert into search.asked (what) values ('fill'), ('check');

-- How far each server is with filling its index
create table search.filling (
    server text primary key,
    edition bigint not null,
    done integer not null,
    texts integer not null,
    began_at timestamptz not null default now(),
    at timestamptz not null default now(),
    finished_at timestamptz
);
