-- What was asked or answered stays with who gave it when its line goes: it finds the line again when that comes back
alter table learning.promise drop constraint promise_check, add constraint promise_one_source check (line_id is null or voice_line_id is null);
alter table learning.promise drop constraint promise_line_id_fkey, add constraint promise_line_id_fkey foreign key (line_id) references learning.aar_line on delete set null;
