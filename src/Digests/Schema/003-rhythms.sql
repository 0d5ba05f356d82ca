-- Each rhythm is a letter of its own, with its hours, its way out and up to where it looked
alter table digests.subscription rename column weekly to comes;
alter table digests.subscription rename column unsubscribed_at to ended_at;
alter table digests.subscription add column rhythm text not null default 'Weekly', add column hour integer not null default 7 check (hour between 0 and 23), add column day integer not null default 1 check (day between 0 and 31);
alter table digests.subscription alter column rhythm drop default, alter column hour drop default, alter column day drop default;
alter table digests.subscription drop constraint subscription_pkey, add primary key (member_id, rhythm);
drop index digests.subscription_weekly;
create index subscription_comes on digests.subscription (rhythm, hour, day, member_id) where comes;

-- With which letter a source comes: own, p:800119, c:12, s:34, f. Null for none; what nobody chose comes with the weekly one
create table digests.choice (
    member_id bigint not null references people.member,
    source text not null check (length(source) between 1 and 40),
    rhythm text,
    primary key (member_id, source)
);

-- One per person, rhythm and end
alter table digests.sent add column rhythm text not null default 'Weekly', add column until timestamptz;
update digests.sent set until = (week + time '07:00') at time zone 'Asia/Bangkok';
alter table digests.sent alter column rhythm drop default, alter column until set not null, drop constraint sent_pkey, drop column week;
alter table digests.sent add primary key (member_id, rhythm, until);
