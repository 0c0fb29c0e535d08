import { Injectable } from '@nestjs/common';
import { notFound, PlatformUnitOfWork } from '@seatline/server';
import { loadDeckRows } from '../persistence/decks';
import { findDeck, type UploadedDeck } from '../reads/decks';
import { writeDeckCsv } from './deck-csv';

/** A deck as a file that can be uploaded again to the same rows. */
@Injectable()
export class ExportDeck {
  constructor(private readonly platform: PlatformUnitOfWork) {}

  run(deckId: string): Promise<{ deck: UploadedDeck; csv: string }> {
    return this.platform.run(async (tx) => {
      const deck = await findDeck(tx.db, deckId);
      if (!deck) throw notFound('deck');
      return { deck, csv: writeDeckCsv(await loadDeckRows(tx.db, deckId)) };
    });
  }
}
