-- When a person withdrew their name: the row stays, so that what they wrote stays coherent, and holds nothing of them.
alter table people.member add column withdrawn_at timestamptz;
