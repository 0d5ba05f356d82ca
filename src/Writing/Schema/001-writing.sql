create schema writing;

create table writing.entry (
    number bigint primary key references content.item,
    markdown text not null,
    html text not null,
    renderer_version int not null,
    series_name text,
    series_part int
);
create index entry_series on writing.entry (series_name, series_part) where series_name is not null;
