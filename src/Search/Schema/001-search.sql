create schema search;

-- What was looked for and not found: never who asked. Folded words, whole days.
create table search.missed (
    words text primary key,
    first_on date not null,
    last_on date not null,
    times int not null,
    -- Since when a note-taker has taken it off the list; null while it stands there
    off_on date
);
create index missed_most on search.missed (times desc, last_on desc) where off_on is null;

create table search.saved (
    id bigint generated always as identity primary key,
    member_id bigint not null references people.member,
    name text not null,
    address text not null,
    created_at timestamptz not null,
    opened_at timestamptz not null,
    unique (member_id, address)
);

-- Titles by their beginning, for who is typing one
create index item_title on content.item (title collate "C") where state = 'Published' and hidden_at is null;

-- The index holds words that stand elsewhere than in the item: the author's name and roles, the blog's title. When they change, their items have changed for it.
create function search.note_author() returns trigger language plpgsql as $$
begin
    insert into content.change (number) select number from content.item where author_id = new.id and state = 'Published';
    perform pg_notify('site', '');
    return null;
end $$;
create trigger search_author after update of display_name on people.member for each row when (old.display_name is distinct from new.display_name) execute function search.note_author();

create function search.note_role() returns trigger language plpgsql as $$
begin
    insert into content.change (number) select number from content.item where author_id = coalesce(new.member_id, old.member_id) and state = 'Published';
    perform pg_notify('site', '');
    return null;
end $$;
create trigger search_role after insert or update or delete on people.role_held for each row execute function search.note_role();

create function search.note_blog() returns trigger language plpgsql as $$
begin
    insert into content.change (number) select number from content.item where blog_id = new.id and state = 'Published';
    perform pg_notify('site', '');
    return null;
end $$;
create trigger search_blog after update of title on content.blog for each row when (old.title is distinct from new.title) execute function search.note_blog();

-- What the index takes in has grown by blog and role: one that was kept on a disk before is filled anew, as after a long absence
update content.change_forgotten set xid = pg_current_xact_id();
