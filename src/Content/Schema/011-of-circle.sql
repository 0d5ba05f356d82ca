-- A collection gathers by circle, beside tag, place, person and blog, which have their indexes
create index item_of_circle on content.item (circle_id, published_at desc) where circle_id is not null;
