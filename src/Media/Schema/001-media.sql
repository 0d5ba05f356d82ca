create schema media;

create table media.photo (
    id bigint generated always as identity primary key,
    hash text not null check (hash ~ '^[0-9a-f]{32}$'),
    width int not null check (width > 0),
    height int not null check (height > 0),
    alt text not null,
    caption text not null,
    owner_id bigint not null references people.member,
    uploaded_at timestamptz not null,
    bytes bigint not null check (bytes > 0),
    unique (hash, owner_id)
);
create index photo_by_owner on media.photo (owner_id);
