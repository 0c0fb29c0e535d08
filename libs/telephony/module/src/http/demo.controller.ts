import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@seatline/server';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { RingDemoNumber } from '../use-cases/ring-demo-number';

export class DemoCallerInput {
  @ApiProperty({ example: '+862150001234' }) @IsString() @MaxLength(32) toNumber: string;
  @ApiProperty({ required: false, example: '+8613800138000' }) @IsOptional() @IsString() @MaxLength(32) fromNumber?: string;
}

@ApiTags('demo')
@Controller('demo/callers')
export class DemoController {
  constructor(private readonly ringing: RingDemoNumber) {}

  @Post()
  @RequirePermission('operator:demo')
  @HttpCode(204)
  @ApiOperation({ operationId: 'ringDemoNumber' })
  @ApiNoContentResponse()
  async ring(@Body() input: DemoCallerInput): Promise<void> {
    await this.ringing.run(input.toNumber, input.fromNumber ?? null);
  }
}
