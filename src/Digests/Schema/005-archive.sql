-- What a letter told, to be read on the web as long as it may be
alter table digests.sent add column written text;

-- Sheets for those without e-mail: what everybody may read of a letter, at an address that is printed on it
create table digests.board (
    code text primary key check (length(code) = 10),
    member_id bigint references people.member,
    made_at timestamptz not null,
    written text not null
);
create index board_member on digests.board (member_id, made_at);

-- What a reader of letters has read on the site since: it is not told them again. Kept two months
create table digests.already_read (
    member_id bigint not null references people.member,
    number bigint not null,
    at timestamptz not null,
    primary key (member_id, number)
);
