-- Where the text of an item leads: within this site by a path alone, or with a host, which may be this site's own. Filled as texts are saved and rendered anew.
create table content.link (
    number bigint not null references content.item,
    host text not null,
    address text not null,
    -- The number in /n/1042
    target bigint,
    -- Since when it has led nowhere
    lost_at timestamptz,
    primary key (number, host, address)
);
create index link_to on content.link (target) where target is not null;
