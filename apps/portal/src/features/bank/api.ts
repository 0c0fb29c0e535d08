import * as api from '../../generated';
import type { BankAccountChange, BankAccountInput, BankLineConfirmation, BankLineState, StatementFileInput, StatementInspectionInput } from '../../generated';

export type { OperatorBankAccountView as BankAccountView, BankLineState, BankLineView, MatchProposalView, StatementMappingView, StatementPreviewView } from '../../generated';

export const BANK_ACCOUNTS_KEY = ['bank-accounts'] as const;
export const BANK_LINES_KEY = ['bank-lines'] as const;

export const listBankAccounts = () => api.listBankAccounts();
export const addBankAccount = (body: BankAccountInput) => api.addBankAccount({ body });
export const changeBankAccount = (id: string, body: BankAccountChange) => api.changeBankAccount({ path: { id }, body });
export const inspectStatement = (body: StatementInspectionInput) => api.inspectBankStatement({ body });
export const previewStatement = (id: string, body: StatementFileInput) => api.previewBankStatement({ path: { id }, body });
export const importStatement = (id: string, body: StatementFileInput) => api.importBankStatement({ path: { id }, body });
export const listBankLines = (cursor: string | null, state: BankLineState | null) => api.listBankLines({ query: { cursor: cursor ?? undefined, state: state ?? undefined } });
export const confirmBankLine = (id: string, body: BankLineConfirmation) => api.confirmBankLine({ path: { id }, body });
export const withdrawBankLine = (id: string) => api.withdrawBankLine({ path: { id } });
export const ignoreBankLine = (id: string, reason: string) => api.ignoreBankLine({ path: { id }, body: { reason } });
export const listLeases = (cursor: string | null) => api.listAllLeases({ query: { cursor: cursor ?? undefined, limit: 200 } });
