-- A document that a member gave: a PDF, a text. Its bytes lie under media/files by their SHA-256.
create table media.attachment (
    id bigint generated always as identity primary key,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    kind text not null,
    bytes bigint not null check (bytes > 0),
    owner_id bigint not null references people.member,
    uploaded_at timestamptz not null,
    unique (sha256, owner_id)
);
create index attachment_by_owner on media.attachment (owner_id);

-- A photo or a document on its way, in pieces, under the key that the sender's browser gave it. How much came is the length of its file, not a column.
create table media.upload (
    owner_id bigint not null references people.member,
    id text not null check (id ~ '^[0-9a-f]{32}$'),
    is_file boolean not null,
    name text not null,
    size bigint not null check (size > 0),
    sha256 text,
    begun_at timestamptz not null,
    at timestamptz not null,
    photo_id bigint references media.photo,
    attachment_id bigint references media.attachment,
    -- When a form that was taken put it to use
    used_at timestamptz,
    primary key (owner_id, id)
);
create index upload_by_at on media.upload (at);
create index upload_of_photo on media.upload (photo_id);
create index upload_of_attachment on media.upload (attachment_id);

-- Deletes a photo and a document unless something refers to them: modules above this one use them, and this one need not know which
create function media.let_go(unused_photo bigint, unused_attachment bigint) returns void language plpgsql as $$
begin
    begin
        delete from media.photo where id = unused_photo;
    exception when foreign_key_violation then null;
    end;
    begin
        delete from media.attachment where id = unused_attachment;
    exception when foreign_key_violation then null;
    end;
end $$;
