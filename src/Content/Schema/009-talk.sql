-- A comment that asks, and what answers it. Whether a question is open is asked of those who read: an answer that they may not see answers nothing for them.
alter table content.comment add column is_question boolean not null default false;
create index comment_question on content.comment (at) where is_question and state = 'Shown';
create index comment_replies on content.comment using gin (reply_to);

create table content.answer (
    id bigint generated always as identity primary key,
    question_id bigint not null references content.comment,
    -- An item that answers, by its number alone: in a copy it may come later, and it may be a draft still
    number bigint,
    comment_id bigint references content.comment,
    by_id bigint references people.member,
    at timestamptz not null,
    check ((number is null) <> (comment_id is null))
);
create unique index answer_by_item on content.answer (question_id, number) where number is not null;
create unique index answer_by_comment on content.answer (question_id, comment_id) where comment_id is not null;
create index answer_of_item on content.answer (number) where number is not null;

-- Somebody says thank you for an item or a comment: once, however often and wherever it is pressed
create table content.thanks (
    id bigint generated always as identity primary key,
    member_id bigint not null references people.member,
    number bigint not null references content.item,
    comment_id bigint references content.comment,
    at timestamptz not null
);
create unique index thanks_for_item on content.thanks (number, member_id) where comment_id is null;
create unique index thanks_for_comment on content.thanks (comment_id, member_id) where comment_id is not null;
create index thanks_on on content.thanks (number);
create index thanks_of on content.thanks (member_id);
