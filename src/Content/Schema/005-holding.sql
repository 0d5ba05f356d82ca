-- Why something waits to be read before readers see it: what the hold rules found («links:example.com»). An item that waits is hidden too.
alter table content.item disable trigger item_changed;
alter table content.item add column held_for text[] not null default '{}';
-- What was found and let through: it does not hold the item again
alter table content.item add column passed_for text[] not null default '{}';
alter table content.item enable trigger item_changed;

alter table content.comment add column held_for text[] not null default '{}';
-- When somebody else than its writer took it away; null while it stands
alter table content.comment add column taken_at timestamptz;
create index comment_held on content.comment (at) where state = 'Held';
create index item_held on content.item (hidden_at) where hidden_at is not null;

-- A guest's e-mail address was kept and used for nothing. Now only a keyed hash of it is: it tells that the same guest came again, and nothing else.
alter table content.comment drop column guest_email;
alter table content.comment add column guest_mark bytea;
create index comment_of_guest on content.comment (guest_mark) where guest_mark is not null;
create table content.guest_key (
    only_one boolean primary key default true check (only_one),
    key bytea not null
);
insert into content.guest_key (key) values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
