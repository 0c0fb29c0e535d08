import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  CurrentPrincipal, IdPipe, pageOf, PlatformUnitOfWork, type Principal, RequirePermission, type TenantPrincipal, TenantUnitOfWork, windowOf,
} from '@seatline/server';
import { readAlarms, readMessages } from '../reads/notice-messages';
import { listEndpoints } from '../reads/webhook-endpoints';
import { ManageWebhooks } from '../use-cases/manage-webhooks';
import { MessageDesk } from '../use-cases/message-desk';
import {
  AlarmListView, AlarmsQuery, alarmView, MessageListView, MessagesQuery, messageView, secretView, WebhookInput, WebhookListView, WebhookSecretView, webhookView,
} from './messages.view';

const MESSAGE_ID = new IdPipe('message');
const ENDPOINT_ID = new IdPipe('webhook endpoint');
const TENANT_ID = new IdPipe('tenant');

/** What a tenant's people and systems were sent, and where their systems listen. */
@ApiTags('notices')
@Controller()
export class MessagesController {
  constructor(
    private readonly tenants: TenantUnitOfWork,
    private readonly desk: MessageDesk,
    private readonly webhooks: ManageWebhooks,
  ) {}

  @Get('notice-messages')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listMessages', summary: 'Notices by e-mail and webhook, with what became of each' })
  @ApiOkResponse({ type: MessageListView })
  async list(@CurrentPrincipal() { tenantId }: TenantPrincipal, @Query() query: MessagesQuery): Promise<MessageListView> {
    const filter = { ...windowOf(query), tenantId, state: query.state };
    return pageOf(await this.tenants.run(tenantId, (tx) => readMessages(tx.ledger, filter)), query, messageView);
  }

  @Post('notice-messages/:id/replays')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'replayMessage', summary: 'Sends it again under the same id' })
  @ApiNoContentResponse()
  async replay(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', MESSAGE_ID) id: string): Promise<void> {
    await this.desk.replay(principal, principal.tenantId, id);
  }

  @Get('webhook-endpoints')
  @RequirePermission('billing:read')
  @ApiOperation({ operationId: 'listWebhooks' })
  @ApiOkResponse({ type: WebhookListView })
  async endpoints(@CurrentPrincipal() { tenantId }: TenantPrincipal): Promise<WebhookListView> {
    return { items: (await this.tenants.run(tenantId, listEndpoints)).map(webhookView), nextCursor: null };
  }

  @Post('webhook-endpoints')
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'addWebhook', summary: 'Signed as Standard Webhooks; the secret is in this answer and nowhere else' })
  @ApiCreatedResponse({ type: WebhookSecretView })
  async add(@CurrentPrincipal() principal: TenantPrincipal, @Body() { url }: WebhookInput): Promise<WebhookSecretView> {
    return secretView(await this.webhooks.add(principal, principal.tenantId, url.trim()));
  }

  @Post('webhook-endpoints/:id/secrets')
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'rotateWebhookSecret', summary: 'The secret before goes on signing for a day' })
  @ApiCreatedResponse({ type: WebhookSecretView })
  async rotate(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', ENDPOINT_ID) id: string): Promise<WebhookSecretView> {
    return secretView(await this.webhooks.rotate(principal, principal.tenantId, id));
  }

  @Delete('webhook-endpoints/:id')
  @HttpCode(204)
  @RequirePermission('billing:manage')
  @ApiOperation({ operationId: 'removeWebhook' })
  @ApiNoContentResponse()
  async remove(@CurrentPrincipal() principal: TenantPrincipal, @Param('id', ENDPOINT_ID) id: string): Promise<void> {
    await this.webhooks.remove(principal, principal.tenantId, id);
  }
}

/** The operator's look at what goes out, over all tenants, and at what they have to know. */
@ApiTags('operator')
@Controller('operator')
export class OperatorMessagesController {
  constructor(
    private readonly platform: PlatformUnitOfWork,
    private readonly desk: MessageDesk,
  ) {}

  @Get('notice-messages')
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'listAllMessages', summary: 'The outbox: what was sent, what was kept because no mail server is set up, what failed' })
  @ApiOkResponse({ type: MessageListView })
  async list(@Query() query: MessagesQuery): Promise<MessageListView> {
    return pageOf(await this.platform.run((tx) => readMessages(tx.db, { ...windowOf(query), state: query.state })), query, messageView);
  }

  @Post('tenants/:tenantId/notice-messages/:id/replays')
  @HttpCode(204)
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'replayTenantMessage' })
  @ApiNoContentResponse()
  async replay(@CurrentPrincipal() principal: Principal, @Param('tenantId', TENANT_ID) tenantId: string, @Param('id', MESSAGE_ID) id: string): Promise<void> {
    await this.desk.replay(principal, tenantId, id);
  }

  @Get('alarms')
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'listAlarms', summary: 'What nobody has seen yet; with all=true everything' })
  @ApiOkResponse({ type: AlarmListView })
  async alarms(@Query() query: AlarmsQuery): Promise<AlarmListView> {
    const filter = { ...windowOf(query), unseenOnly: query.all !== true };
    return pageOf(await this.platform.run((tx) => readAlarms(tx.db, filter)), query, alarmView);
  }

  @Post('tenants/:tenantId/alarms/:id/sightings')
  @HttpCode(204)
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'seeAlarm' })
  @ApiNoContentResponse()
  async see(
    @CurrentPrincipal() principal: Principal,
    @Param('tenantId', TENANT_ID) tenantId: string,
    @Param('id', new IdPipe('alarm')) id: string,
  ): Promise<void> {
    await this.desk.seeAlarm(principal, tenantId, id);
  }

  @Post('platform-alarms/:id/sightings')
  @HttpCode(204)
  @RequirePermission('operator:arrears')
  @ApiOperation({ operationId: 'seePlatformAlarm', summary: 'An alarm of no tenant was seen' })
  @ApiNoContentResponse()
  async seePlatforms(@CurrentPrincipal() principal: Principal, @Param('id', new IdPipe('alarm')) id: string): Promise<void> {
    await this.desk.seePlatformAlarm(principal, id);
  }
}
