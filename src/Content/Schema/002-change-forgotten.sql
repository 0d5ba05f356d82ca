-- How far the change feed was forgotten: the highest transaction whose rows are gone. Whoever had not read so far has missed something, and begins anew.
create table content.change_forgotten (
    only_one boolean primary key default true check (only_one),
    xid xid8 not null
);
insert into content.change_forgotten (xid) values ('0');
