create schema content;

create table content.blog (
    id bigint generated always as identity primary key,
    address text not null unique,
    title text not null,
    about text not null,
    place_code text references places.place,
    person_id bigint references people.member
);
-- A tambon has one blog, a person has one of their own
create unique index blog_of_place on content.blog (place_code) where place_code is not null;
create unique index blog_of_person on content.blog (person_id) where person_id is not null;

create table content.blog_writer (
    blog_id bigint not null references content.blog,
    member_id bigint not null references people.member,
    hand text not null,
    primary key (blog_id, member_id)
);
create index blog_writer_of on content.blog_writer (member_id);

create table content.item (
    number bigint generated always as identity (start with 1001) primary key,
    kind text not null,
    title text not null,
    slug text not null,
    words text not null,
    summary text not null,
    place_code text references places.place,
    place_name text not null,
    author_id bigint not null references people.member,
    blog_id bigint references content.blog,
    circle_id bigint,
    state text not null,
    audience text not null,
    hidden_at timestamptz,
    licence text not null,
    created_at timestamptz not null,
    revised_at timestamptz,
    published_at timestamptz,
    publish_at timestamptz,
    version int not null
);
create index item_newest on content.item (published_at desc) where state = 'Published' and hidden_at is null;
create index item_of_place on content.item (place_code, published_at desc);
create index item_of_blog on content.item (blog_id, published_at desc);
create index item_of_author on content.item (author_id, published_at desc);
create index item_of_kind on content.item (kind, published_at desc);
create index item_due on content.item (publish_at) where state = 'Scheduled';

create table content.tag (
    number bigint not null references content.item,
    key text not null,
    label text not null,
    primary key (number, key)
);
create index tag_key on content.tag (key, number);

create table content.comment (
    id bigint generated always as identity primary key,
    number bigint not null references content.item,
    member_id bigint references people.member,
    guest_name text not null,
    guest_email text,
    masked_address text not null,
    text text not null,
    html text not null,
    reply_to bigint[] not null,
    at timestamptz not null,
    state text not null
);
create index comment_on on content.comment (number, at);
create index comment_newest on content.comment (at);

create table content.item_photo (
    number bigint not null references content.item,
    photo_id bigint not null references media.photo,
    name text not null,
    is_placed boolean not null,
    position int not null,
    caption text not null,
    alt text not null,
    primary key (number, photo_id)
);
create index item_photo_of on content.item_photo (photo_id);

create table content.item_reads (
    number bigint primary key references content.item,
    count bigint not null
);

-- What changed, for whoever keeps a picture of the items (the index). A reader goes on from its last row, but takes only rows of transactions
-- that are older than every running one (xid < pg_snapshot_xmin): a late commit with a lower number is then not missed.
create table content.change (
    seq bigint generated always as identity primary key,
    xid xid8 not null default pg_current_xact_id(),
    number bigint not null,
    at timestamptz not null default now()
);
create index change_by_xid on content.change (xid, seq);

create function content.note_change() returns trigger language plpgsql as $$
begin
    insert into content.change (number) values (coalesce(new.number, old.number));
    perform pg_notify('site', '');
    return null;
end $$;
create trigger item_changed after insert or update or delete on content.item for each row execute function content.note_change();
create trigger tag_changed after insert or update or delete on content.tag for each row execute function content.note_change();
