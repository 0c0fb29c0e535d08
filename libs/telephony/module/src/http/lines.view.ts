import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, MaxLength, Min, ValidateIf } from 'class-validator';

const CARRIER_NAMES = ['simulated', 'asterisk', 'twilio'] as const;
const NO_CONTROL_CHARACTERS = /^[^\p{Cc}]*$/u;

export class TrunkView {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() host: string;
  @ApiProperty() port: number;
  @ApiProperty({ enum: ['udp'] }) transport: 'udp';
  @ApiProperty({ type: String, nullable: true }) username: string | null;
  @ApiProperty({ description: 'The carrier wants us to register' }) registers: boolean;
  @ApiProperty({ type: [String], description: 'Where this trunk’s calls come from' }) matchAddresses: string[];
  @ApiProperty({ enum: ['pending', 'applied', 'failed'], enumName: 'TrunkState' }) state: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it is not at the carrier yet, as a code' }) cause: string | null;
}

export class TrunkListView {
  @ApiProperty({ type: [TrunkView] }) items: TrunkView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class TrunkInput {
  @ApiProperty({ maxLength: 120 }) @IsString() @Length(1, 120) @Matches(NO_CONTROL_CHARACTERS) @Matches(/\S/) name: string;
  @ApiProperty({ description: 'Name or address' }) @IsString() @Length(1, 253) host: string;
  @ApiProperty({ minimum: 1, maximum: 65535, default: 5060 }) @IsInt() @Min(1) @Max(65_535) port: number;
  @ApiProperty({ enum: ['udp'], required: false }) @IsOptional() @IsIn(['udp']) transport?: 'udp';
  @ApiProperty({ type: String, nullable: true, required: false, maxLength: 120 })
  @ValidateIf((_, value) => value !== null && value !== undefined)
  @IsString()
  @Length(1, 120)
  @Matches(/^[^\s\p{Cc};:@<>"]+$/u)
  username?: string | null;
  @ApiProperty({ required: false, maxLength: 200, description: 'Left out: the one that is stored stays. Never returned.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  @Matches(NO_CONTROL_CHARACTERS)
  password?: string;
  @ApiProperty({ required: false, default: false }) @IsOptional() @IsBoolean() registers?: boolean;
  @ApiProperty({ type: [String], required: false, description: 'address, address:port or address/24…32; left out: the host itself' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  matchAddresses?: string[];
}

export class NumberView {
  @ApiProperty() id: string;
  @ApiProperty() e164: string;
  @ApiProperty() country: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: String, nullable: true }) queueId: string | null;
  @ApiProperty({ type: String, nullable: true }) queueName: string | null;
  @ApiProperty() rentedAt: string;
}

export class NumberListView {
  @ApiProperty({ type: [NumberView] }) items: NumberView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class NumberRentInput {
  @ApiProperty({ format: 'uuid' }) @IsUUID() stockId: string;
}

export class NumberBindInput {
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) @ValidateIf((_, value) => value !== null) @IsUUID() queueId: string | null;
  @ApiProperty({ maxLength: 80 }) @IsString() @MaxLength(80) @Matches(NO_CONTROL_CHARACTERS) label: string;
}

export class StockNumberView {
  @ApiProperty() id: string;
  @ApiProperty() e164: string;
  @ApiProperty({ enum: CARRIER_NAMES, enumName: 'CarrierName' }) carrier: string;
  @ApiProperty() country: string;
  @ApiProperty({ type: String, nullable: true, description: 'Who rents it; told to the operator only' }) tenantName: string | null;
}

export class StockNumberListView {
  @ApiProperty({ type: [StockNumberView] }) items: StockNumberView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export class StockNumberInput {
  @ApiProperty({ example: '+862150001234' }) @IsString() @MaxLength(32) e164: string;
  @ApiProperty({ enum: CARRIER_NAMES, enumName: 'CarrierName' }) @IsIn(CARRIER_NAMES) carrier: (typeof CARRIER_NAMES)[number];
  @ApiProperty({ example: 'CN' }) @IsString() @Matches(/^[A-Z]{2}$/) country: string;
}

export class CreatedView {
  @ApiProperty() id: string;
}
