-- Notices of what people decided about a lease: seats handed on, renewals. What they say is not told by the lease itself, so it is kept with the notice; each is given
-- once for its request and kind.
alter table notice add column about jsonb;
do $$
declare kinds text;
begin
  select pg_get_constraintdef(oid) into kinds from pg_constraint where conrelid = 'notice'::regclass and conname = 'notice_kind_check';
  execute 'alter table notice drop constraint notice_kind_check, add constraint notice_kind_check ' || replace(kinds, 'ARRAY[',
    'ARRAY[''sublet-asked''::text, ''sublet-accepted''::text, ''sublet-declined''::text, ''sublet-withdrawn''::text, ''sublet-consented''::text, ''sublet-refused''::text, '
    || '''sublet-effective''::text, ''sublet-lapsed''::text, ''renewal-granted''::text, ''renewal-refused''::text, ');
end $$;
alter table notice add constraint notice_about check ((kind like 'sublet-%' or kind in ('renewal-granted', 'renewal-refused')) = (about is not null));
