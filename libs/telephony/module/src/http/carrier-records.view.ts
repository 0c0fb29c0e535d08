import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { RECORDS_SOURCES } from '../ports/carrier-records';
import { CARRIER_FILE_FORMATS } from '../use-cases/carrier-csv';

const MOST_BYTES = 8_000_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class CarrierFileInput {
  @ApiProperty({ maxLength: 200, example: 'Master.csv' }) @IsString() @Length(1, 200) fileName: string;
  @ApiProperty({ description: 'The file’s text', example: 'direction,from,to,answered_at,seconds\n' }) @IsString() @MaxLength(MOST_BYTES) csv: string;
  @ApiProperty({ enum: CARRIER_FILE_FORMATS, enumName: 'CarrierFileFormat', description: '`plain`: our columns with a header; `asterisk-cdr`: Asterisk’s Master.csv' })
  @IsIn(CARRIER_FILE_FORMATS)
  format: (typeof CARRIER_FILE_FORMATS)[number];
  @ApiProperty({ format: 'date', description: 'First day that the file has the calls of' }) @IsISO8601({ strict: true }) @Matches(DAY) fromOn: string;
  @ApiProperty({ format: 'date', description: 'Last day that the file has the calls of' }) @IsISO8601({ strict: true }) @Matches(DAY) throughOn: string;
  @ApiProperty({ example: 'Asia/Shanghai', description: 'For days, and for times without an offset' }) @IsString() @MaxLength(60) zone: string;
}

export class CarrierFileView {
  @ApiProperty({ description: 'answered calls in the file' }) records: number;
  @ApiProperty({ description: 'the very same file was there already' }) repeated: boolean;
}

export class RecordsSourceInput {
  @ApiProperty({ enum: RECORDS_SOURCES, enumName: 'RecordsSource' }) @IsIn(RECORDS_SOURCES) source: (typeof RECORDS_SOURCES)[number];
  @ApiProperty({ type: String, nullable: true, required: false, description: 'What the trunk is called there, such as Twilio’s TK… or AC…', example: 'TK0123456789abcdef0123456789abcdef' })
  @IsOptional()
  @IsString()
  @Length(1, 80)
  account?: string | null;
}
