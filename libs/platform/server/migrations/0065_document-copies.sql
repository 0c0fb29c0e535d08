-- Documents as they were first issued. A document is made when it is first asked for; that copy is kept, and everybody who asks later gets the same
-- bytes, whatever a later release would make of them. An edition is a state of what the document tells: a contract gains one with each addendum.

create table document_copy (
  tenant_id uuid not null default current_tenant() references tenant,
  kind text not null check (kind in ('invoice', 'credit-note', 'deposit-receipt', 'lease-contract', 'statement')),
  subject_id uuid not null,                          -- the invoice, the credit note, or the lease
  edition text not null default '1' check (length(edition) between 1 and 40),
  language text not null check (language in ('zh-CN', 'en')),
  file_name text not null check (file_name ~ '^[A-Za-z0-9._-]{1,120}$'),
  content bytea not null check (length(content) > 0),
  sha256 text not null,
  release text not null,                             -- what made it: the layout's and the font's version
  replaced text not null default '',                 -- characters that the font does not have
  made_at timestamptz not null,
  primary key (tenant_id, kind, subject_id, edition, language),
  constraint document_copy_whole check (sha256 = encode(sha256(content), 'hex'))
);
call protect_tenant_table('document_copy', 'append-only');
create trigger final before update or delete on document_copy for each row execute function refuse_change();
