import { ApiProperty } from '@nestjs/swagger';
import { TENANT_ROLES } from '@seatline/tenancy-domain';
import { ArrayNotEmpty, ArrayUnique, IsArray, IsEmail, IsIn, IsString, MaxLength, MinLength } from 'class-validator';

export class InvitationInput {
  @ApiProperty() @IsEmail() @MaxLength(254) email: string;
  @ApiProperty({ enum: TENANT_ROLES, enumName: 'TenantRole', isArray: true }) @IsArray() @ArrayNotEmpty() @ArrayUnique() @IsIn(TENANT_ROLES, { each: true }) roles: string[];
}

export class InvitationMadeView {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Shown once; hand it to the person' }) link: string;
}

export class InvitationView {
  @ApiProperty() id: string;
  @ApiProperty() email: string;
  @ApiProperty({ enum: TENANT_ROLES, enumName: 'TenantRole', isArray: true }) roles: string[];
  @ApiProperty() invitedBy: string;
  @ApiProperty() createdAt: string;
  @ApiProperty() expiresAt: string;
}

export class InvitationListView {
  @ApiProperty({ type: [InvitationView] }) items: InvitationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class OpenInvitationView {
  @ApiProperty() tenantName: string;
  @ApiProperty() email: string;
  @ApiProperty({ enum: TENANT_ROLES, enumName: 'TenantRole', isArray: true }) roles: string[];
  @ApiProperty({ description: 'true: whoever has this e-mail joins with the password that they have' }) personExists: boolean;
}

export class AcceptInvitationInput {
  @ApiProperty({ description: 'Used for a new person only' }) @IsString() @MinLength(1) @MaxLength(120) displayName: string;
  @ApiProperty() @IsString() @MaxLength(1000) password: string;
}
