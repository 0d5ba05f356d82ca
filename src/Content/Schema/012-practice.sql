-- Blogs to practise in (สมุดฝึกเขียน): what lies in one is read by its practice's readers only, until it is gone
create table content.practice (
    id bigint generated always as identity primary key,
    gone_on date not null
);
create table content.practice_reader (
    practice_id bigint not null references content.practice,
    member_id bigint not null references people.member,
    primary key (practice_id, member_id)
);
create index practice_reader_is on content.practice_reader (member_id);
alter table content.blog add column practice_id bigint references content.practice;
create index blog_of_practice on content.blog (practice_id) where practice_id is not null;

-- As before, and what leaves a practice is seen from then on
create or replace function content.note_item_shown() returns trigger language plpgsql as $$
begin
    if new.state = 'Published' and new.hidden_at is null then
        if tg_op = 'INSERT' then
            new.shown_at := new.published_at;
        elsif old.state <> 'Published' or old.hidden_at is not null
            or old.audience in ('Circle', 'Practice') and (new.audience <> old.audience or new.circle_id is distinct from old.circle_id) then
            new.shown_at := now();
        end if;
    end if;
    return new;
end $$;
