-- The language of the letters to a member; what they read on the site is chosen there.
alter table people.member add column language text not null default 'Thai';
