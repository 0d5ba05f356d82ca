-- While there is a row, no letter leaves
create table foundation.post_pause (
    only boolean primary key check (only),
    since timestamptz not null
);
