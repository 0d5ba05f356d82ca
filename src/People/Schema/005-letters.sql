-- Whether they chose to be told by letter when somebody names them
alter table people.member add column letter_when_named boolean not null default false;
