create schema places;

create table places.place (
    code text primary key check (code ~ '^[0-9]{2,6}$'),
    level text not null,
    name_thai text not null,
    name_english text not null,
    parent_code text references places.place,
    latitude double precision,
    longitude double precision,
    valid_to date
);

create table places.place_era (
    id bigint generated always as identity primary key,
    code text not null references places.place,
    name_thai text not null,
    name_english text not null,
    parent_code text,
    valid_from date,
    valid_to date
);
create index place_era_of on places.place_era (code);

create table places.zone (
    id bigint generated always as identity primary key,
    name text not null unique
);

create table places.zone_district (
    id bigint generated always as identity primary key,
    zone_id bigint not null references places.zone,
    district_code text not null references places.place,
    valid_from date not null,
    valid_to date
);
-- A district lies in one zone at a time
create unique index zone_district_now on places.zone_district (district_code) where valid_to is null;

create table places.village (
    id bigint generated always as identity primary key,
    tambon_code text not null references places.place,
    name text not null,
    moo int,
    valid_from date,
    valid_to date
);
create index village_of on places.village (tambon_code);
