-- Whether only those who are in it see the circle and what is its
alter table learning.circle add is_closed boolean not null default false;
alter table content.blog add constraint blog_of_circle foreign key (circle_id) references learning.circle;
