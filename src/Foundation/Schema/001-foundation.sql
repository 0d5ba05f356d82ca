-- A form that was done: its key, and where it led. A second sending of the same form finds it here.
create table foundation.form_done (
    key text primary key,
    leads_to text,
    done_at timestamptz not null default now()
);
create index form_done_by_time on foundation.form_done (done_at);

-- A recurring job's turn: (job, slot) is claimed once by one server.
create table foundation.job_run (
    job text not null,
    slot timestamptz not null,
    server text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    error text,
    primary key (job, slot)
);

-- Letters on their way: unique by what they are, bytes fixed when composed.
create table foundation.letter (
    id bigint generated always as identity primary key,
    kind text not null,
    run text not null,
    recipient text not null,
    subject text not null,
    message_id text not null,
    file_name text not null,
    bytes bytea not null,
    composed_at timestamptz not null,
    tries int not null default 0,
    next_try_at timestamptz not null,
    sent_at timestamptz,
    failed_at timestamptz,
    outcome text,
    unique (kind, run, recipient)
);
create index letter_waiting on foundation.letter (next_try_at) where sent_at is null and failed_at is null;

-- Keys that protect cookies and links, shared by every server.
create table foundation.protection_key (
    name text primary key,
    xml text not null
);
