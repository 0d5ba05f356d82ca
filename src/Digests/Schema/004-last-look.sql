-- What a letter shows, to be asked once more at the moment of sending, and up to where its reader was looked through before, to compose it anew
alter table digests.sent add column message_id text unique, add column shown bigint[] not null default '{}', add column shown_comments bigint[] not null default '{}', add column looked_from timestamptz;
