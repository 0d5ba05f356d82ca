-- Whether letters about meetings go to them: what they are invited to, what was moved, what they took on
alter table people.member add column letter_of_meetings boolean not null default true;
