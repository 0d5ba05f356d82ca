-- What a member said they would go back and do: from a voice that they signed, or from a line of a review that names them. Never from a voice that was not signed.
-- Asked once, when it is due; the answer stands beside the line
create table learning.promise (
    id bigint generated always as identity primary key,
    number bigint not null references learning.aar,
    member_id bigint not null references people.member,
    text text not null,
    due date not null,
    line_id bigint unique references learning.aar_line on delete cascade,
    voice_line_id uuid unique references learning.voice_line,
    asked_at timestamptz,
    answer text,
    -- What it became, or why not
    said text not null,
    answered_on date,
    check ((line_id is null) <> (voice_line_id is null)),
    check ((answer is null) = (answered_on is null))
);
create index promise_of on learning.promise (number);
create index promise_by on learning.promise (member_id);
create index promise_due on learning.promise (due) where asked_at is null;
