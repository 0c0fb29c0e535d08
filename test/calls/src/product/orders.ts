import type { Jump } from './story-clock';

/** What the product's process needs to begin. */
export interface Beginning {
  readonly adminUrl: string;
  readonly secret: string;
  readonly port: number;
  readonly asterisk: { readonly ariUrl: string; readonly user: string; readonly password: string; readonly celFile: string; readonly sipAddress: string };
  readonly jumps: readonly Jump[];
  readonly operator: { readonly email: string; readonly password: string };
}

/** What the test tells the product's process. */
export type Order =
  | { readonly kind: 'begin'; readonly beginning: Beginning }
  /** The story's time jumps; `settle` does everything that is due by then before it answers. */
  | { readonly kind: 'jump'; readonly jump: Jump; readonly settle: boolean };

export type Reply = { readonly done: true } | { readonly done: false; readonly why: string };
