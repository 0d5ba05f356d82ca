-- What stood there before revisions were kept is the first revision of each note. Photos' captions begin with the next save.
insert into content.revision (number, nth, by_id, begun_at, at, is_automatic, title, keys, texts, tags, place_code, place_name, letters, changed, note)
select i.number, 1, i.author_id, i.created_at, coalesce(i.revised_at, i.published_at, i.created_at), false, i.title, '{body}', array[replace(e.markdown, E'\r\n', E'\n')],
    array(select t.label from content.tag t where t.number = i.number order by t.label collate "C"), i.place_code, i.place_name, length(i.title) + length(e.markdown), '{}', ''
from content.item i join writing.entry e on e.number = i.number
where not exists (select 1 from content.revision r where r.number = i.number);
