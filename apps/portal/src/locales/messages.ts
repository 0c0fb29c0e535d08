import type { en } from './en';

/** The shape of a language's texts: English gives it, every other language has to fill it, or it does not compile. */
export type Texts<Source> = { readonly [Key in keyof Source]: Source[Key] extends string ? string : Texts<Source[Key]> };

export type Messages = Texts<typeof en>;
