alter table content.blog
    -- The circle whose blog it is
    add circle_id bigint unique,
    -- Whether only the circle sees it
    add is_closed boolean not null default false;
