-- A ruling may be about one revision of the item
alter table moderation.ruling add column revision int;
