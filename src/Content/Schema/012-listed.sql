-- What readers can see, with all that «who may see it» asks of an item: lists, counts and questions over a hundred thousand notes read these 8 MB instead of the notes themselves
create index item_listed on content.item (number) include (kind, state, hidden_at, audience, author_id, blog_id, circle_id, place_code) where state = 'Published' and hidden_at is null;
