import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal, SignedIn } from '@seatline/server';
import { ServiceStatus } from '../use-cases/service-status';
import { inTenant } from './auth/tenant-principal';

const ARREARS_STATUSES = ['overdue', 'suspended', 'held'] as const;
const CLOSED_BECAUSE = ['maintenance', 'suspended', 'no-lease'] as const;

export class ArrearsBannerView {
  @ApiProperty() leaseId: string;
  @ApiProperty() leaseNumber: string;
  @ApiProperty({ enum: ARREARS_STATUSES, enumName: 'ArrearsBannerStatus' }) status: (typeof ARREARS_STATUSES)[number];
  @ApiProperty({ description: 'What ends it' }) toPay: string;
  @ApiProperty() currency: string;
  @ApiProperty() dueOn: string;
  @ApiProperty() lastDayToPayOn: string;
  @ApiProperty({ type: String, nullable: true }) suspensionAt: string | null;
  @ApiProperty({ type: [String], description: 'Numbers of the invoices' }) because: string[];
}

export class SuspendedLeaseView {
  @ApiProperty() leaseId: string;
  @ApiProperty({ type: String, nullable: true }) suspendedAt: string | null;
}

export class MaintenanceBannerView {
  @ApiProperty() id: string;
  @ApiProperty() startAt: string;
  @ApiProperty() endAt: string;
  @ApiProperty() running: boolean;
  @ApiProperty() emergency: boolean;
  @ApiProperty() note: string;
}

export class ServiceStatusView {
  @ApiProperty() inService: boolean;
  @ApiProperty({ enum: CLOSED_BECAUSE, enumName: 'ClosedBecause', nullable: true }) closedBecause: string | null;
  @ApiProperty({ type: String, nullable: true }) closedUntil: string | null;
  @ApiProperty({ type: [SuspendedLeaseView] }) suspendedLeases: SuspendedLeaseView[];
  @ApiProperty({ type: ArrearsBannerView, nullable: true }) arrears: ArrearsBannerView | null;
  @ApiProperty({ type: [MaintenanceBannerView], description: 'Windows that are on or ahead' }) maintenance: MaintenanceBannerView[];
}

@ApiTags('tenant')
@Controller('service-status')
export class ServiceStatusController {
  constructor(private readonly service: ServiceStatus) {}

  @Get()
  @SignedIn()
  @ApiOperation({ operationId: 'readServiceStatus' })
  @ApiOkResponse({ type: ServiceStatusView })
  async read(@CurrentPrincipal() principal: Principal): Promise<ServiceStatusView> {
    const { status, arrears } = await this.service.banners(inTenant(principal).tenantId);
    const { inService, closedBecause, closedUntil } = status;
    return {
      inService,
      closedBecause,
      closedUntil,
      suspendedLeases: status.suspendedLeases.map((lease) => ({ ...lease })),
      arrears: arrears === null ? null : { ...arrears, because: [...arrears.because] },
      maintenance: status.maintenance.map((window) => ({
        ...window, startAt: new Date(window.startAt).toISOString(), endAt: new Date(window.endAt).toISOString(),
      })),
    };
  }
}
