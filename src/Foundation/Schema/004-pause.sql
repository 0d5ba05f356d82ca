-- While there is a row, no letter leaves
create table foundation.post_pause (
    one boolean primary key check (one),
    since timestamptz not null
);
