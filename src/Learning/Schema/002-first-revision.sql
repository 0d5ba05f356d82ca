-- What stood there before revisions were kept is the first revision of each review
create function pg_temp.answers(of_number bigint, of_question text) returns text language sql as $$
    select coalesce(string_agg(text || case when who = '' and due = '' then '' when due = '' then ' — ' || who else ' — ' || who || ', ' || due end, E'\n' order by position), '')
    from learning.aar_line where number = of_number and question = of_question
$$;
insert into content.revision (number, nth, by_id, begun_at, at, is_automatic, title, keys, texts, tags, place_code, place_name, letters, changed, note)
select i.number, 1, i.author_id, i.created_at, coalesce(i.revised_at, i.published_at, i.created_at), false, i.title,
    '{event,day,participants,expected,exceeded,fellshort,next,gist,people}',
    array[a.event_name,
        coalesce(to_char(a.event_date, 'YYYY-MM-DD'), ''),
        coalesce(a.participants::text, ''),
        pg_temp.answers(i.number, 'Expected'), pg_temp.answers(i.number, 'Exceeded'), pg_temp.answers(i.number, 'FellShort'), pg_temp.answers(i.number, 'Next'), a.gist,
        coalesce((select string_agg(p.words, E'\n' order by p.position) from learning.aar_person p where p.number = i.number), '')],
    array(select t.label from content.tag t where t.number = i.number order by t.label collate "C"), i.place_code, i.place_name, length(i.words), '{}', ''
from content.item i join learning.aar a on a.number = i.number
where not exists (select 1 from content.revision r where r.number = i.number);
