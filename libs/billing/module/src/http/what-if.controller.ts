import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { pageOf, PlatformUnitOfWork, Problem, RequirePermission, windowOf } from '@seatline/server';
import { readLeases } from '../reads/leases';
import { type AskedDays, type Supposed, WhatIf } from '../use-cases/what-if';
import { readDate } from '../written/json';
import { WhatIfListView, WhatIfQuery, whatIfView } from './what-if.view';

/** What days that have passed would have come to if something had been otherwise. Nothing is written. */
@ApiTags('operator')
@Controller('operator/what-if')
export class WhatIfController {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly whatIf: WhatIf,
  ) {}

  @Get()
  @RequirePermission('operator:leases')
  @ApiOperation({ operationId: 'supposeOtherwise', summary: 'Another deck, another plan or another grace over last month: the difference per tenant' })
  @ApiOkResponse({ type: WhatIfListView })
  async suppose(@Query() query: WhatIfQuery): Promise<WhatIfListView> {
    const supposed = supposedOf(query);
    const days = daysOf(query);
    const page = pageOf(await this.platform.run((tx) => readLeases(tx.db, windowOf(query))), query, (lease) => lease);
    return { items: (await this.whatIf.run(page.items, supposed, days)).map(whatIfView), nextCursor: page.nextCursor };
  }
}

/** @throws Problem invalid-input unless exactly one thing is supposed */
function supposedOf({ deckId, graceDays, planCode }: WhatIfQuery): Supposed {
  const given: Supposed[] = [
    ...(deckId === undefined ? [] : [{ what: 'deck' as const, deckId }]),
    ...(planCode === undefined ? [] : [{ what: 'plan' as const, planCode }]),
    ...(graceDays === undefined ? [] : [{ what: 'grace' as const, graceDays }]),
  ];
  const [supposed] = given;
  if (!supposed || given.length > 1) throw new Problem('invalid-input', { faults: 'name one of deckId, planCode and graceDays' });
  return supposed;
}

/** @throws Problem invalid-input */
function daysOf({ fromOn, toOn }: WhatIfQuery): AskedDays {
  if (fromOn === undefined && toOn === undefined) return null;
  if (fromOn === undefined || toOn === undefined) throw new Problem('invalid-input', { faults: 'fromOn and toOn go together' });
  const days = { fromOn: readDate('fromOn', fromOn), toOn: readDate('toOn', toOn) };
  if (days.fromOn >= days.toOn) throw new Problem('invalid-input', { faults: 'toOn must be after fromOn' });
  return days;
}
