/** A document as it is laid out: plain data, so that it can be handed to another thread. */
export interface PaperDefinition {
  readonly title: string;
  /** The instant that the file names as its own: the document's, never the clock's. */
  readonly at: number;
  readonly content: readonly PaperBlock[];
  readonly styles: Readonly<Record<string, PaperBlock>>;
  /** `page` holds {page} and {pages}. */
  readonly footer: { readonly left: string; readonly page: string };
}

/** A piece of a page in pdfmake's own words. */
export type PaperBlock = string | number | boolean | null | readonly PaperBlock[] | { readonly [name: string]: PaperBlock };

export interface PrintedDocument {
  readonly pdf: Buffer;
  /** Characters that the font does not have, each once; □ is printed in their places. */
  readonly replaced: string;
}

/** Makes a PDF. The same definition gives the same bytes within one release. */
export interface DocumentPrinter {
  /** Names how this release prints: the font's and the layout's version. */
  readonly release: string;
  print(definition: PaperDefinition): Promise<PrintedDocument>;
}

export const DOCUMENT_PRINTER = Symbol('DOCUMENT_PRINTER');
