import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, IdPipe, pageOf, PageQuery, RequirePermission, type TenantPrincipal, windowOf } from '@seatline/server';
import { ReadCalls } from '../reads/read-calls';
import { ListenToRecording } from '../use-cases/listen-to-recording';
import { CallDetailView, CallListView } from './calls.view';

@ApiTags('telephony')
@Controller('calls')
export class CallsController {
  constructor(
    private readonly calls: ReadCalls,
    private readonly recordings: ListenToRecording,
  ) {}

  @Get()
  @RequirePermission('calls:read')
  @ApiOperation({ operationId: 'listCalls' })
  @ApiOkResponse({ type: CallListView })
  async list(@CurrentPrincipal() who: TenantPrincipal, @Query() query: PageQuery): Promise<CallListView> {
    const { after, most } = windowOf(query);
    return pageOf(await this.calls.list(who.tenantId, after, most), query, (call) => call);
  }

  @Get(':id')
  @RequirePermission('calls:read')
  @ApiOperation({ operationId: 'readCall' })
  @ApiOkResponse({ type: CallDetailView })
  async read(@CurrentPrincipal() who: TenantPrincipal, @Param('id', new IdPipe('call')) id: string): Promise<CallDetailView> {
    const { call, legs, events } = await this.calls.one(who.tenantId, id);
    return { ...call, legs, events };
  }

  @Get(':id/recording')
  @RequirePermission('calls:recordings')
  @ApiOperation({ operationId: 'readRecording' })
  @ApiProduces('audio/wav')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async recording(@CurrentPrincipal() who: TenantPrincipal, @Param('id', new IdPipe('call')) id: string): Promise<StreamableFile> {
    const wav = await this.recordings.run(who, id);
    return new StreamableFile(wav, { type: 'audio/wav', length: wav.byteLength, disposition: `inline; filename="${id}.wav"` });
  }
}
