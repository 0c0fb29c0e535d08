-- The carrier's own records of our calls, where they come as a file.

-- Which books a trunk's calls stand in, where it is not simply the carrier that the trunk is set up at.
create table trunk_records_source (
  tenant_id uuid not null default current_tenant() references tenant,
  trunk_id uuid not null,
  source text not null check (source in ('simulated', 'asterisk', 'twilio', 'upload')),
  account text check (length(btrim(account)) between 1 and 80), -- what the trunk is called there
  set_at timestamptz not null,
  set_by text not null,
  primary key (tenant_id, trunk_id),
  foreign key (tenant_id, trunk_id) references trunk (tenant_id, id)
);
call protect_tenant_table('trunk_records_source', 'aggregate', 'select');

-- A file as the carrier sent it; what it covers is said by who uploads it, since a day without a call has no line.
create table carrier_upload (
  tenant_id uuid not null default current_tenant() references tenant,
  id uuid not null default uuidv7(),
  trunk_id uuid not null,
  file_name text not null check (length(btrim(file_name)) between 1 and 200),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  covers tstzrange not null check (not isempty(covers) and not lower_inf(covers) and not upper_inf(covers)),
  records int not null check (records >= 0),
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  primary key (tenant_id, id),
  unique (tenant_id, trunk_id, sha256),              -- the same file twice is one upload
  foreign key (tenant_id, trunk_id) references trunk (tenant_id, id)
);
call protect_tenant_table('carrier_upload', 'append-only');

-- Its answered calls. A record that comes again in a later file is what the carrier says by now; the earlier one stays.
create table carrier_record (
  tenant_id uuid not null default current_tenant(),
  upload_id uuid not null,
  record_id text not null check (length(record_id) between 1 and 200),
  trunk_id uuid not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  from_number text not null,
  to_number text not null,
  answered_at timestamptz not null,
  seconds int not null check (seconds > 0),
  price_micros bigint check (price_micros >= 0),
  price_currency char(3),
  sequence bigint,
  primary key (tenant_id, upload_id, record_id),
  foreign key (tenant_id, upload_id) references carrier_upload (tenant_id, id),
  check ((price_micros is null) = (price_currency is null))
);
create index carrier_record_of_trunk on carrier_record (tenant_id, trunk_id, answered_at);
create index carrier_record_again on carrier_record (tenant_id, trunk_id, record_id, upload_id);
call protect_tenant_table('carrier_record', 'append-only');

do $$
declare target text;
begin
  foreach target in array array['carrier_upload', 'carrier_record'] loop
    execute format('create trigger final before update or delete on %I for each row execute function refuse_change()', target);
  end loop;
end $$;

-- Our answered legs of a trunk by their answer: what is held against the carrier's.
create index cdr_carrier_leg_answered on cdr (tenant_id, answered_at) where carrier_leg and answered_at is not null;
