-- No revision is made without somebody pressing a button. Here and not in Content: the first revisions of notes, AARs and cases name the columns, and those files run after Content's
alter table content.revision drop column is_automatic, drop column begun_at;
