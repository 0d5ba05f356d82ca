-- Every save of an item that changed something: what stood there then, who saved it, when. Arrays and texts are compressed by the database (TOAST).
create table content.revision (
    number bigint not null references content.item,
    nth int not null check (nth > 0),
    by_id bigint not null references people.member,
    begun_at timestamptz not null,
    at timestamptz not null,
    is_automatic boolean not null,
    title text not null,
    -- What the parts are called in the code of their kind, and what stood under each
    keys text[] not null,
    texts text[] not null,
    tags text[] not null,
    place_code text references places.place,
    place_name text not null,
    letters int not null,
    changed text[] not null,
    -- The revision that was put back by this one
    puts_back int,
    note text not null,
    struck_at timestamptz,
    primary key (number, nth),
    check (cardinality(keys) = cardinality(texts))
);

-- From which revision on readers may read the history: the one that they saw when it was last opened to them
alter table content.item add column open_from int;
alter table content.item disable trigger item_changed;
update content.item set open_from = 1 where state = 'Published' and hidden_at is null;
alter table content.item enable trigger item_changed;
