-- อนุทิน: written in three taps, until it grows into a note
alter table writing.entry add column is_quick boolean not null default false;
-- Told by one, written by another
alter table writing.entry add column credits_narrator text not null default '';
alter table writing.entry add column credits_writer text not null default '';
alter table writing.entry add column credits_photographer text not null default '';
alter table writing.entry add column credits_agreed_at timestamptz;
alter table writing.entry add column credits_agreed_by_id bigint references people.member;
