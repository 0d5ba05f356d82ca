-- Since when readers see it: what the digests go by. The database keeps it itself, so that no door can forget to, and its clock is one for all servers.
-- What is stored at once as published (a form that publishes straight away, the seed, an import) counts from the date it carries.
alter table content.item add column shown_at timestamptz;
alter table content.comment add column shown_at timestamptz;

alter table content.item disable trigger item_changed;
update content.item set shown_at = published_at where state = 'Published' and hidden_at is null;
alter table content.item enable trigger item_changed;
update content.comment set shown_at = at where state = 'Shown';

create index item_shown on content.item (shown_at) where state = 'Published' and hidden_at is null;

create function content.note_item_shown() returns trigger language plpgsql as $$
begin
    if new.state = 'Published' and new.hidden_at is null then
        if tg_op = 'INSERT' then
            new.shown_at := new.published_at;
        elsif old.state <> 'Published' or old.hidden_at is not null
            or old.audience = 'Circle' and (new.audience <> 'Circle' or new.circle_id is distinct from old.circle_id) then
            new.shown_at := now();
        end if;
    end if;
    return new;
end $$;
create trigger item_shown before insert or update of state, hidden_at, audience, circle_id on content.item for each row execute function content.note_item_shown();

create function content.note_comment_shown() returns trigger language plpgsql as $$
begin
    if new.state = 'Shown' then
        if tg_op = 'INSERT' then
            new.shown_at := new.at;
        elsif old.state <> 'Shown' then
            new.shown_at := now();
        end if;
    end if;
    return new;
end $$;
create trigger comment_shown before insert or update of state on content.comment for each row execute function content.note_comment_shown();
