-- Bank statements: what the bank says came in, line by line, each once, and whose payment each line turned out to be.

-- An account of the operator's own, with how its bank writes statements (mapped once, remembered) and from which amount on a second person must confirm.
create table bank_account (
  id uuid primary key default uuidv7(),
  legal_entity_id uuid not null references legal_entity,
  name text not null check (length(btrim(name)) between 1 and 120),
  currency char(3) not null,
  mapping jsonb not null,                            -- billing domain: StatementMapping
  second_person_above_minor bigint not null check (second_person_above_minor >= 0),
  version int not null default 1,
  created_at timestamptz not null,
  constraint bank_account_name_key unique (legal_entity_id, name)
);

-- A file as it was imported; the same bytes are imported once.
create table bank_statement (
  id uuid primary key default uuidv7(),
  bank_account_id uuid not null references bank_account,
  file_name text not null check (length(file_name) between 1 and 255),
  file_hash text not null check (file_hash ~ '^[0-9a-f]{64}$'),
  new_lines int not null check (new_lines >= 0),
  known_lines int not null check (known_lines >= 0),   -- were in an earlier file already
  outgoing_lines int not null check (outgoing_lines >= 0),
  imported_at timestamptz not null,
  imported_by text not null,
  constraint bank_statement_file_key unique (bank_account_id, file_hash)
);

-- Money that came in. A line is known by the bank's reference, or else by its day, amount, payer and remark and by which of several equal ones of the day it is:
-- so files that overlap bring each line once, and two equal transfers of one day stay two.
create table bank_line (
  id uuid primary key default uuidv7(),
  bank_account_id uuid not null references bank_account,
  statement_id uuid not null references bank_statement,
  line_no int not null check (line_no > 0),
  identity text not null,
  reference text not null check (length(btrim(reference)) between 1 and 140),  -- the payment's reference
  value_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency char(3) not null,
  payer_name text not null,
  payer_account text not null,
  remark text not null,
  created_at timestamptz not null,
  constraint bank_line_identity_key unique (bank_account_id, identity),
  unique (id, amount_minor)
);
create index bank_line_newest on bank_line (value_on desc, id desc);

-- Not a tenant's money: fees given back, interest, a transfer between own accounts.
create table bank_line_ignored (
  line_id uuid primary key references bank_line,
  reason text not null check (length(btrim(reason)) between 1 and 500),
  ignored_at timestamptz not null,
  ignored_by text not null
);

-- Whose payment a line is. Above the account's limit a second person has to say the same before the payment is booked; the row keeps the limit of its day.
create table bank_match (
  tenant_id uuid not null default current_tenant() references tenant,
  line_id uuid not null,
  lease_id uuid not null,
  for_order boolean not null,
  amount_minor bigint not null,
  limit_minor bigint not null,
  confirmed_by uuid not null,                        -- persons of the operator's side
  confirmed_by_name text not null,
  confirmed_at timestamptz not null,
  second_by uuid,
  second_by_name text,
  second_at timestamptz,
  payment_id uuid,
  primary key (tenant_id, line_id),
  constraint bank_match_once unique (line_id),       -- one line is one payment, whichever tenant it is taken for
  foreign key (tenant_id, lease_id) references lease (tenant_id, id),
  foreign key (tenant_id, payment_id) references payment (tenant_id, id),
  foreign key (line_id, amount_minor) references bank_line (id, amount_minor),
  check (num_nulls(second_by, second_by_name, second_at) in (0, 3)),
  constraint bank_match_four_eyes check (second_by <> confirmed_by),
  constraint bank_match_second_person check (payment_id is null or amount_minor <= limit_minor or second_by is not null)
);

-- Booked is final; what still waits for its second person may be taken back.
create function keep_booked_match() returns trigger language plpgsql as $$
begin
  if old.payment_id is not null then raise exception 'bank line % is booked', old.line_id using errcode = '42501'; end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger final before update or delete on bank_match for each row execute function keep_booked_match();

-- A line is matched or ignored, not both, however close together the two are said.
create function decide_bank_line_once() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.line_id::text, 63));
  if (tg_table_name = 'bank_match' and exists (select from bank_line_ignored where line_id = new.line_id))
    or (tg_table_name = 'bank_line_ignored' and exists (select from bank_match where line_id = new.line_id)) then
    raise exception 'bank line % is decided already', new.line_id using errcode = '23505', constraint = 'bank_match_once';
  end if;
  return new;
end $$;
create trigger decided_once before insert on bank_match for each row execute function decide_bank_line_once();
create trigger decided_once before insert on bank_line_ignored for each row execute function decide_bank_line_once();

do $$
declare target text;
begin
  foreach target in array array['bank_account', 'bank_statement', 'bank_line', 'bank_line_ignored'] loop
    execute format('alter table %I owner to seatline_owner', target);
    execute format('grant select, insert on %I to seatline_platform', target);
  end loop;
  foreach target in array array['bank_statement', 'bank_line', 'bank_line_ignored'] loop
    execute format('create trigger final before update or delete on %I for each row execute function refuse_change()', target);
  end loop;
end $$;
grant update on bank_account to seatline_platform;
grant select (line_id) on bank_line_ignored to seatline_app; -- whether a line is ignored, not why
call protect_tenant_table('bank_match', 'aggregate', 'select');
