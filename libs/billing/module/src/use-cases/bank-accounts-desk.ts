import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { isSameTransfer, type StatementMapping } from '@seatline/billing-domain';
import { type Clock } from '@seatline/kernel';
import { Audit, CLOCK, notFound, PlatformUnitOfWork, type Principal, Problem, violatedConstraint } from '@seatline/server';
import { type BankAccount, findBankAccounts, findLegalEntities, insertBankAccount, type NewBankAccount, updateBankAccount } from '../persistence/bank-accounts';
import { findKnownLines, insertStatement, isStatementKnown, type KnownLine } from '../persistence/bank-statements';
import { readStatementFile, type StatementFault, type StatementFile } from './statement-file';

/** Faults beyond these are counted, not listed. */
const MOST_FAULTS_TOLD = 20;

export interface StatementPreview extends StatementFile {
  readonly account: BankAccount;
  /** What the account has already, from an earlier file. */
  readonly known: ReadonlySet<string>;
  readonly importedAlready: boolean;
}

export interface ImportedStatement {
  readonly id: string;
  readonly newLines: number;
  readonly knownLines: number;
  readonly outgoingLines: number;
}

/** The operator's bank accounts and the statements that their banks write. */
@Injectable()
export class BankAccountsDesk {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly audit: Audit,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(): Promise<{ accounts: BankAccount[]; legalEntities: { id: string; name: string }[] }> {
    return this.platform.run(async ({ db }) => ({ accounts: await findBankAccounts(db), legalEntities: await findLegalEntities(db) }));
  }

  async open(actor: Principal, account: NewBankAccount): Promise<string> {
    return this.platform.run(async (tx) => {
      if (!(await findLegalEntities(tx.db)).some(({ id }) => id === account.legalEntityId)) throw notFound('legal entity');
      const id = await insertBankAccount(tx.db, account, this.clock.now()).catch(tellTakenName);
      await this.record(tx, actor, 'bank-account.opened', id, { name: account.name, limitMinor: account.secondPersonAboveMinor.toString() });
      return id;
    });
  }

  async change(actor: Principal, id: string, account: { name: string; mapping: StatementMapping; secondPersonAboveMinor: bigint }): Promise<void> {
    await this.platform.run(async (tx) => {
      if (!(await updateBankAccount(tx.db, id, account).catch(tellTakenName))) throw notFound('bank account');
      await this.record(tx, actor, 'bank-account.changed', id, { name: account.name, limitMinor: account.secondPersonAboveMinor.toString() });
    });
  }

  /** What an import of the file would bring; nothing is kept. */
  async preview(id: string, bytes: Uint8Array): Promise<StatementPreview> {
    return this.platform.run(async ({ db }) => {
      const account = await requireAccount(db, id, false);
      const file = readStatementFile(bytes, account.mapping, account.currency);
      const known = await findKnownLines(db, id, file.lines.map(({ identity }) => identity));
      const faults = [...file.faults, ...contradictions(file, known)];
      return { ...file, faults, account, known: new Set(known.keys()), importedAlready: await isStatementKnown(db, id, hashOf(bytes)) };
    });
  }

  /** Takes a file whole or not at all: each line that the account does not have yet, once. The same file again is refused. */
  async import(actor: Principal, id: string, fileName: string, bytes: Uint8Array): Promise<ImportedStatement> {
    return this.platform.run(async (tx) => {
      const account = await requireAccount(tx.db, id, true);
      const fileHash = hashOf(bytes);
      if (await isStatementKnown(tx.db, id, fileHash)) throw new Problem('bank-statement.imported-already', { file: fileName });
      const file = readStatementFile(bytes, account.mapping, account.currency);
      const known = await findKnownLines(tx.db, id, file.lines.map(({ identity }) => identity));
      const faults = [...file.faults, ...contradictions(file, known)];
      if (faults.length > 0) throw new Problem('bank-statement.bad-file', { faults: tell(faults), count: faults.length });
      const statement = { account, fileName, fileHash, outgoing: file.outgoing, lines: file.lines, importedBy: actor.displayName };
      const { id: statementId, newLines } = await insertStatement(tx.db, statement, known, this.clock.now());
      const imported = { id: statementId, newLines, knownLines: file.lines.length - newLines, outgoingLines: file.outgoing };
      await this.record(tx, actor, 'bank-statement.imported', statementId, { file: fileName, newLines, knownLines: imported.knownLines });
      return imported;
    });
  }

  private async record(tx: Parameters<Audit['recordPlatform']>[0], actor: Principal, action: string, subjectId: string, facts: Record<string, string | number>): Promise<void> {
    await this.audit.recordPlatform(tx, actor, { action, subjectKind: action.startsWith('bank-statement') ? 'bank-statement' : 'bank-account', subjectId, facts });
  }
}

async function requireAccount(db: Parameters<typeof findBankAccounts>[0], id: string, lock: boolean): Promise<BankAccount> {
  const [account] = await findBankAccounts(db, id, lock);
  if (!account) throw notFound('bank account');
  return account;
}

/** A line that is known by its reference but tells another day or amount than before: two banks' numbers crossed, or the mapping is wrong. */
function contradictions({ lines }: StatementFile, known: ReadonlyMap<string, KnownLine>): StatementFault[] {
  return lines.flatMap(({ line, identity, lineNo }) => {
    const before = known.get(identity);
    return before && !isSameTransfer(before, line) ? [{ line: lineNo, message: `reference ${line.reference} was imported before with another day or amount` }] : [];
  });
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function tell(faults: readonly StatementFault[]): string {
  const more = faults.length - MOST_FAULTS_TOLD;
  const told = faults.slice(0, MOST_FAULTS_TOLD).map(({ line, message }) => (line === 0 ? message : `line ${line}: ${message}`));
  return told.join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function tellTakenName(error: unknown): never {
  if (violatedConstraint(error) === 'bank_account_name_key') throw new Problem('bank-account.name-taken');
  throw error;
}
