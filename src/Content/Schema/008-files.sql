-- A document attached to an item, under the name that readers see. Its words are taken out later, by a job: until then read_at is null.
create table content.item_file (
    number bigint not null references content.item,
    attachment_id bigint not null references media.attachment,
    name text not null,
    position int not null,
    words text not null default '',
    read_at timestamptz,
    primary key (number, attachment_id)
);
create index item_file_of on content.item_file (attachment_id);
create index item_file_unread on content.item_file (number) where read_at is null;
create trigger file_changed after insert or update or delete on content.item_file for each row execute function content.note_change();

-- Whether somebody chose to say nothing below a photo. What has no caption today was taken without being asked
alter table content.item_photo add uncaptioned boolean not null default false;
update content.item_photo set uncaptioned = caption = '';
