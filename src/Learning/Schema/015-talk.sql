-- How many days before a meeting its circle is told that the talk below it is open; 0 is never
alter table learning.meeting add talk_days int not null default 7 check (talk_days between 0 and 60);
-- When the circle was told (UTC); null before
alter table learning.meeting add talk_told_at timestamptz;
create index meeting_talk on learning.meeting (day) where talk_told_at is null and called_off is null;

-- Which comments of the talk before the meeting a goal or a matter was drawn from
create table learning.point_source (
    point_id bigint not null references learning.meeting_point on delete cascade,
    comment_id bigint not null references content.comment on delete cascade,
    primary key (point_id, comment_id)
);
create index point_source_is on learning.point_source (comment_id);
