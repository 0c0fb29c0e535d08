import { Controller, Headers, HttpCode, Post, type RawBodyRequest, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problem, Public } from '@seatline/server';
import { ReceiveWebhook } from '../use-cases/receive-webhook';

/** Stripe's largest events are far smaller. */
const MOST_BYTES = 256 * 1024;

@ApiTags('webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly receive: ReceiveWebhook) {}

  @Post('stripe')
  @HttpCode(204)
  @Public('its signature is the proof')
  @ApiOperation({ operationId: 'receiveStripeWebhook', summary: 'Stripe’s notifications, verified on the bytes as they came' })
  @ApiNoContentResponse()
  async stripe(@Req() request: RawBodyRequest<object>, @Headers('stripe-signature') signature: string | undefined): Promise<void> {
    const body = request.rawBody ?? Buffer.alloc(0);
    if (body.length > MOST_BYTES) throw new Problem('too-large');
    await this.receive.run(body, signature ?? '');
  }
}
