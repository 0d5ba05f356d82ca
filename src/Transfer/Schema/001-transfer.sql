create schema transfer;

-- A bundle that a blog's owner sent, and how far its import is. The file itself lies in the data folder and goes when it is done with.
create table transfer.import_run (
    id bigint generated always as identity primary key,
    member_id bigint not null references people.member,
    blog_id bigint not null references content.blog,
    format text not null,
    file_name text not null,
    state text not null,
    answers text not null,
    total int not null,
    done int not null,
    made int not null,
    asked int not null,
    refused int not null,
    said text not null,
    begun_at timestamptz not null,
    changed_at timestamptz not null
);
create index import_run_of on transfer.import_run (blog_id, begun_at desc);
create index import_run_under_way on transfer.import_run (id) where state = 'Running';
