-- What stood there before revisions were kept is the first revision of each case story
create function pg_temp.told(of_number bigint, of_part text) returns text language sql as $$
    select coalesce((select markdown from cases.text where number = of_number and part = of_part), '')
$$;
insert into content.revision (number, nth, by_id, begun_at, at, is_automatic, title, keys, texts, tags, place_code, place_name, letters, changed, note)
select i.number, 1, i.author_id, i.created_at, coalesce(i.revised_at, i.published_at, i.created_at), false, i.title,
    '{situation,done,result,copy,known,waiting,figures,sources,tellers}',
    array[pg_temp.told(i.number, 'Situation'), pg_temp.told(i.number, 'Done'), pg_temp.told(i.number, 'Result'), pg_temp.told(i.number, 'Copy'), pg_temp.told(i.number, 'Known'), pg_temp.told(i.number, 'Waiting'),
        coalesce((select string_agg(concat_ws(E'\t', f.label, f.value, f.unit, coalesce(f.source::text, '')), E'\n' order by f.position) from cases.figure f where f.number = i.number), ''),
        coalesce((select string_agg(coalesce(s.cites::text, s.words), E'\n' order by s.position) from cases.source s where s.number = i.number), ''),
        coalesce((select string_agg(lower(x.part) || E'\t' || x.teller_id, E'\n' order by array_position('{Situation,Done,Result,Copy,Known,Waiting}'::text[], x.part)) from cases.text x where x.number = i.number), '')],
    array(select t.label from content.tag t where t.number = i.number order by t.label collate "C"), i.place_code, i.place_name, length(i.words), '{}', ''
from content.item i join cases.story c on c.number = i.number
where not exists (select 1 from content.revision r where r.number = i.number);
