-- Deeds that changed somebody else's things or rights, one after the other. Each row's hash covers the row before: whoever changes or takes away one breaks the chain from there on.
-- Ids only, no names and no words: a person can be erased and the chain stays whole.
create table foundation.audit (
    seq bigint primary key,
    at timestamptz not null,
    -- The member's number; 0 for the site itself: its timetable, its commands, its seed
    who bigint not null,
    deed text not null check (deed !~ '[\n\r]'),
    thing text not null check (thing !~ '[\n\r]'),
    detail text not null,
    hash bytea not null
);
create index audit_of on foundation.audit (thing, seq);

-- Number, time and hash are the database's to give. The lock is held to the end of the transaction, so two servers append one after the other and no number is left out.
create function foundation.audit_next() returns trigger language plpgsql as $$
declare
    last_seq bigint;
    last_hash bytea;
begin
    perform pg_advisory_xact_lock(x'4b4d4175646974'::bigint);
    select seq, hash into last_seq, last_hash from foundation.audit order by seq desc limit 1;
    new.seq := coalesce(last_seq, 0) + 1;
    new.at := clock_timestamp();
    new.hash := sha256(coalesce(last_hash, decode(repeat('00', 32), 'hex')) || convert_to(concat_ws(E'\n', new.seq,
        to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), new.who, new.deed, new.thing, new.detail), 'UTF8'));
    return new;
end $$;
create trigger audit_next before insert on foundation.audit for each row execute function foundation.audit_next();

create function foundation.audit_forbid() returns trigger language plpgsql as $$
begin
    raise exception 'The audit trail is only added to';
end $$;
create trigger audit_forbid before update or delete or truncate on foundation.audit for each statement execute function foundation.audit_forbid();
