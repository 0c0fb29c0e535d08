import { Inject, Injectable } from '@nestjs/common';
import { type MatchProposal, proposeMatches } from '@seatline/billing-domain';
import type { CivilDate, Clock, Currency } from '@seatline/kernel';
import { formatMoney, money } from '@seatline/kernel';
import { Audit, CLOCK, notFound, PlatformUnitOfWork, type Principal, Problem, type TenantTransaction, TenantUnitOfWork, violatedConstraint } from '@seatline/server';
import { bookMatch, type Confirmation, deleteWaitingMatch, findLeaseBooks, insertIgnoredLine, insertMatch, lockMatch } from '../persistence/bank-matches';
import { type BankLineFilter, type BankLineRow, type BankLineState, type OwnedCandidate, readBankLines, readMatchCandidates } from '../reads/bank-lines';
import { BookTransfer } from './book-transfer';

export interface ListedBankLine {
  readonly id: string;
  readonly row: BankLineRow;
  /** Whose it may be, the likeliest first; only for lines that are open. */
  readonly proposals: readonly (MatchProposal & { readonly candidate: OwnedCandidate })[];
}

/** More would not be read. */
const MOST_PROPOSALS = 3;

/** What is done with a line of a statement: said to be somebody's payment or a wallet's top-up, by two persons above the account's limit, or set aside with a reason. */
@Injectable()
export class BankLinesDesk {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly tenants: TenantUnitOfWork,
    private readonly bookTransfer: BookTransfer,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(filter: BankLineFilter): Promise<ListedBankLine[]> {
    return this.platform.run(async ({ db }) => {
      const rows = await readBankLines(db, filter);
      const candidates = rows.some(({ state }) => state === 'open') ? await readMatchCandidates(db) : [];
      return rows.map((row) => ({ id: row.id, row, proposals: row.state === 'open' ? proposalsFor(row, candidates) : [] }));
    });
  }

  /**
   * Says whose payment a line is. Up to the account's limit that books it; above, it waits for a second person who says the same. However often and by however
   * many at once it is said, it is booked once, with the bank's value date.
   */
  async confirm(actor: Principal, lineId: string, meant: { tenantId: string; leaseId: string; forOrder: boolean; forWallet?: boolean }): Promise<BankLineState> {
    if (meant.forOrder && meant.forWallet) throw new Problem('invalid-input', { faults: 'a line is for an order or for a wallet, not for both' });
    const line = await this.find(lineId);
    const said: Confirmation = {
      ...meant, forWallet: meant.forWallet ?? false, lineId, amountMinor: line.amount_minor, limitMinor: line.limit_minor, by: { personId: actor.personId, name: actor.displayName }, at: this.clock.now(),
    };
    try {
      return await this.tenants.run(meant.tenantId, (tx) => this.confirmWithin(tx, actor, line, said));
    } catch (error) {
      if (violatedConstraint(error) === 'bank_match_once') throw new Problem('bank-line.decided');
      throw error;
    }
  }

  /** Takes back what still waits for its second person. */
  async withdraw(actor: Principal, lineId: string): Promise<void> {
    const line = await this.find(lineId);
    const { tenant_id: tenantId, lease_id: leaseId } = line;
    if (line.state !== 'awaiting-second' || tenantId === null || leaseId === null) throw new Problem('bank-line.decided');
    await this.tenants.run(tenantId, async (tx) => {
      if (!(await deleteWaitingMatch(tx.ledger, tenantId, lineId))) throw new Problem('bank-line.decided');
      await this.audit.record(tx, actor, { action: 'bank-line.withdrawn', subjectKind: 'lease', subjectId: leaseId, facts: factsOf(line) });
    });
  }

  /** Sets a line aside that is no tenant's money. */
  async ignore(actor: Principal, lineId: string, reason: string): Promise<void> {
    const line = await this.find(lineId);
    try {
      await this.platform.run(async (tx) => {
        await insertIgnoredLine(tx.db, lineId, reason, actor.displayName, this.clock.now());
        await this.audit.recordPlatform(tx, actor, { action: 'bank-line.ignored', subjectKind: 'bank-line', subjectId: lineId, reason, facts: factsOf(line) });
      });
    } catch (error) {
      if (['bank_match_once', 'bank_line_ignored_pkey'].includes(violatedConstraint(error) ?? '')) throw new Problem('bank-line.decided');
      throw error;
    }
  }

  private async find(id: string): Promise<BankLineRow> {
    const [line] = await this.platform.run((tx) => readBankLines(tx.db, { id, after: null, most: 1 }));
    if (!line) throw notFound('bank line');
    return line;
  }

  private async confirmWithin(tx: TenantTransaction, actor: Principal, line: BankLineRow, said: Confirmation): Promise<BankLineState> {
    const books = await findLeaseBooks(tx.ledger, tx.tenantId, said.leaseId);
    if (!books) throw notFound('lease');
    if (books.legalEntityId !== line.legal_entity_id || books.currency !== line.currency) throw new Problem('bank-line.other-books');
    const before = await lockMatch(tx.ledger, tx.tenantId, line.id);
    if (before && (before.leaseId !== said.leaseId || before.forOrder !== said.forOrder || before.forWallet !== said.forWallet)) throw new Problem('bank-line.decided');
    if (before?.isBooked) return 'booked';
    if (!before) await insertMatch(tx.ledger, said);
    else if (before.confirmedBy === actor.personId) throw new Problem('bank-line.same-person');
    await this.audit.record(tx, actor, {
      action: before ? 'bank-line.confirmed-second' : 'bank-line.confirmed', subjectKind: 'lease', subjectId: said.leaseId, facts: factsOf(line),
    });
    if (!before && said.amountMinor > said.limitMinor) return 'awaiting-second';
    const transfer = { leaseId: said.leaseId, amount: amountOf(line), valueOn: line.value_on as CivilDate, reference: line.reference };
    await bookMatch(tx.ledger, said, await this.bookTransfer.run(actor, tx.tenantId, transfer, said), before !== null);
    return 'booked';
  }
}

function proposalsFor(row: BankLineRow, candidates: readonly OwnedCandidate[]): ListedBankLine['proposals'] {
  const own = candidates.filter((each) => each.legalEntityId === row.legal_entity_id && each.currency === row.currency);
  const line = { amountMinor: row.amount_minor, payerName: row.payer_name, payerAccount: row.payer_account, remark: row.remark };
  return proposeMatches(line, own)
    .slice(0, MOST_PROPOSALS)
    .map((proposal) => ({ ...proposal, candidate: own.find(({ leaseId }) => leaseId === proposal.leaseId)! }));
}

const amountOf = (line: BankLineRow): string => formatMoney(money(line.currency as Currency, line.amount_minor));

function factsOf(line: BankLineRow): Record<string, string> {
  return { line: line.id, reference: line.reference, amount: amountOf(line), currency: line.currency, valueOn: line.value_on };
}
