-- What somebody types and has not sent yet, kept while they type: one row a form, under the form's own key. Only its writer ever sees it.
create table content.unfinished (
    member_id bigint not null references people.member,
    key text not null,
    -- The key of the form in which the work was begun: forms that continue it elsewhere share it
    work text not null,
    address text not null,
    title text not null,
    -- Name and text of each field, as JSON; empty when it is done
    fields text not null,
    -- Counts the changes of the form, so that a late older save changes nothing
    turn bigint not null,
    begun_at timestamptz not null,
    at timestamptz not null,
    done_at timestamptz,
    -- The item that the work became: a second sending of the same work is no second item
    became bigint references content.item,
    primary key (member_id, key)
);
create index unfinished_work on content.unfinished (member_id, work);
create index unfinished_by_time on content.unfinished (at);
