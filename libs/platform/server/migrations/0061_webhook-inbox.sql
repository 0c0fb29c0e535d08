-- What gateways tell us: kept as it came, answered at once, worked off in jobs. An event is a hint about a thing, and the thing is read again.

create table webhook_inbox (
  provider text not null check (length(provider) between 1 and 40),
  event_id text not null check (length(event_id) between 1 and 255),
  about_kind text not null check (about_kind in ('payment', 'refund', 'dispute', 'saving', 'other')),
  about_reference text not null,
  body text not null,                    -- as it was signed
  received_at timestamptz not null,
  processed_at timestamptz,              -- set in the transaction of its effect
  tries int not null default 0,
  error text,
  primary key (provider, event_id)
);
create index webhook_inbox_waiting on webhook_inbox (received_at) where processed_at is null;

-- Notifications whose signature was not the gateway's or was too old, by day.
create table webhook_refusal (
  provider text not null,
  refused_on date not null,
  refusals int not null check (refusals > 0),
  primary key (provider, refused_on)
);

-- How far a gateway's own lists have been compared with our books.
create table gateway_reconciliation (
  provider text primary key,
  compared_through timestamptz not null,
  ran_at timestamptz not null
);

do $$
declare target text;
begin
  foreach target in array array['webhook_inbox', 'webhook_refusal', 'gateway_reconciliation'] loop
    execute format('alter table %I owner to seatline_owner', target);
    execute format('grant select, insert, update on %I to seatline_platform', target);
  end loop;
end $$;

-- The mark stands in the transaction of the effect, which is a tenant's; the inbox is the platform's. True for who set it.
create function mark_webhook_processed(of_provider text, of_event text, at timestamptz) returns boolean
language sql security definer set search_path = public as $$
  with marked as (
    update webhook_inbox set processed_at = at, error = null where provider = of_provider and event_id = of_event and processed_at is null returning 1
  ) select exists (select from marked);
$$;
alter function mark_webhook_processed(text, text, timestamptz) owner to seatline_owner;
revoke all on function mark_webhook_processed(text, text, timestamptz) from public;
grant execute on function mark_webhook_processed(text, text, timestamptz) to seatline_app, seatline_platform;
