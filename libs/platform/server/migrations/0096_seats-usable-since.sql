-- Since when a seat can be used: paid for (or let be used before that) and begun. An outage before it cost the tenant nothing, and is not given back.

alter table lease_seat add column activated_at timestamptz; -- null: never yet, or it ended before it could be used

update lease_seat s set activated_at = e.at
from (
  select v.tenant_id, v.lease_id, seat.number::int as number, min(v.at) as at
  from lease_event v cross join jsonb_array_elements_text(v.facts -> 'seatNumbers') as seat (number)
  where v.type = 'seats-activated' group by 1, 2, 3
) e
where e.tenant_id = s.tenant_id and e.lease_id = s.lease_id and e.number = s.number;

alter table lease_seat add constraint lease_seat_usable_since check (case state when 'ordered' then activated_at is null when 'active' then activated_at is not null else true end);
