import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type CivilDate, parseCivilDate, parseZone, type Zone } from '@seatline/kernel';
import { CurrentPrincipal, IdPipe, type Principal, Problem, RequirePermission } from '@seatline/server';
import { EnterCarrierRecords } from '../use-cases/enter-carrier-records';
import { CarrierFileInput, CarrierFileView, RecordsSourceInput } from './carrier-records.view';

const TENANT_ID = new IdPipe('tenant');
const TRUNK_ID = new IdPipe('trunk');

/** Carriers' own records of calls. */
@ApiTags('operator')
@Controller('operator/tenants/:tenantId/trunks/:trunkId')
export class CarrierRecordsController {
  constructor(private readonly records: EnterCarrierRecords) {}

  @Post('carrier-files')
  @HttpCode(200)
  @RequirePermission('operator:carrier-records')
  @ApiOperation({ operationId: 'uploadCarrierFile', summary: 'A carrier’s file of calls, taken whole or not at all; its trunk is compared with files from then on' })
  @ApiOkResponse({ type: CarrierFileView })
  upload(
    @CurrentPrincipal() who: Principal, @Param('tenantId', TENANT_ID) tenantId: string, @Param('trunkId', TRUNK_ID) id: string, @Body() input: CarrierFileInput,
  ): Promise<CarrierFileView> {
    const { fileName, csv, format } = input;
    return this.records.upload(who, { tenantId, id }, { fileName, csv, format, zone: zoneOf(input.zone), fromOn: dayOf('fromOn', input.fromOn), throughOn: dayOf('throughOn', input.throughOn) });
  }

  @Put('records-source')
  @HttpCode(204)
  @RequirePermission('operator:carrier-records')
  @ApiOperation({ operationId: 'setRecordsSource', summary: 'Which books a trunk’s calls stand in' })
  @ApiNoContentResponse()
  async setSource(
    @CurrentPrincipal() who: Principal, @Param('tenantId', TENANT_ID) tenantId: string, @Param('trunkId', TRUNK_ID) id: string, @Body() { source, account }: RecordsSourceInput,
  ): Promise<void> {
    await this.records.setSource(who, { tenantId, id }, source, account ?? null);
  }
}

function dayOf(field: string, text: string): CivilDate {
  const date = parseCivilDate(text);
  if (date === null) throw new Problem('invalid-input', { faults: `${field} must be a date such as 2026-03-01` });
  return date;
}

function zoneOf(text: string): Zone {
  const known = parseZone(text);
  if (known === null) throw new Problem('invalid-input', { faults: 'zone must be a time zone such as Asia/Shanghai' });
  return known;
}
