import { Injectable } from '@nestjs/common';
import type { Carrier } from '@seatline/telephony-domain';
import { CarrierLinks } from './carrier-links';
import { KeptFacts } from './kept-facts';

/** Reads a carrier's own record on from where it was left, and brings the rows to what it says. */
@Injectable()
export class HistoryTail {
  constructor(
    private readonly links: CarrierLinks,
    private readonly facts: KeptFacts,
  ) {}

  async run(carrier: Carrier): Promise<void> {
    let { historyAfter } = await this.links.read(carrier.name);
    for (let more = true; more; ) {
      const page = await carrier.history(historyAfter);
      if (page.next !== historyAfter || page.facts.length > 0) await this.links.keep(carrier.name, page);
      historyAfter = page.next;
      more = page.more;
    }
    await this.facts.apply(carrier.name);
  }
}
