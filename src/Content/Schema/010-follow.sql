-- Whom and what a member follows: an item (n), a blog (b), a person (p), a tag (tag), a place with all inside it (t), a circle (c); the key is the number, the tag's key or the place's code.
-- Whether it is told in the weekly digest too is said for each.
create table content.follow (
    member_id bigint not null references people.member,
    sort text not null,
    key text not null,
    -- The person who is followed, by themselves or by their own blog: who withdraws is followed by nobody
    person_id bigint references people.member,
    weekly boolean not null,
    at timestamptz not null,
    primary key (member_id, sort, key)
);
create index follow_of_person on content.follow (person_id) where person_id is not null;
