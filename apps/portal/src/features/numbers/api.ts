import * as api from '../../generated';
import type { NumberBindInput, StockNumberInput } from '../../generated';

export type { CarrierName, NumberView, StockNumberView } from '../../generated';

export const NUMBERS_KEY = ['numbers'] as const;
export const STOCK_KEY = ['number-stock'] as const;
export const OPERATOR_STOCK_KEY = ['operator-number-stock'] as const;

export const listNumbers = () => api.listNumbers();
export const listStock = () => api.listNumberStock();
export const takeNumber = (stockId: string) => api.rentNumber({ body: { stockId } });
export const bindNumber = ({ id, ...body }: { id: string } & NumberBindInput) => api.bindNumber({ path: { id }, body });
export const returnNumber = (id: string) => api.releaseNumber({ path: { id } });
export const listOperatorStock = () => api.listOperatorNumberStock();
/** The demo's stand-in for the public network: somebody calls the number. */
export const ringDemoNumber = (toNumber: string) => api.ringDemoNumber({ body: { toNumber } });
export const addStock = (body: StockNumberInput) => api.addNumberToStock({ body });
