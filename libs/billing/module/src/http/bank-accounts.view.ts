import { DECIMAL_MARKS, STATEMENT_DATE_FORMATS, STATEMENT_DELIMITERS, STATEMENT_ENCODINGS, type StatementMapping, THOUSANDS_MARKS } from '@seatline/billing-domain';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBase64, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength, ValidateNested } from 'class-validator';

/** Columns have the names of a bank's own header. */
const COLUMN_LENGTH = 120;

/** Five mebibytes of a request's body are some 3.7 mebibytes of a file: years of statements. */
const FILE_LENGTH = 5_000_000;

export class StatementMappingView implements StatementMapping {
  @ApiProperty({ enum: STATEMENT_ENCODINGS, enumName: 'StatementEncoding' }) @IsIn(STATEMENT_ENCODINGS) encoding: StatementMapping['encoding'];
  @ApiProperty({ enum: STATEMENT_DELIMITERS, enumName: 'StatementDelimiter' }) @IsIn(STATEMENT_DELIMITERS) delimiter: StatementMapping['delimiter'];
  @ApiProperty({ enum: STATEMENT_DATE_FORMATS, enumName: 'StatementDateFormat' }) @IsIn(STATEMENT_DATE_FORMATS) dateFormat: StatementMapping['dateFormat'];
  @ApiProperty({ enum: DECIMAL_MARKS, enumName: 'DecimalMark' }) @IsIn(DECIMAL_MARKS) decimalMark: StatementMapping['decimalMark'];
  @ApiProperty({ enum: THOUSANDS_MARKS, enumName: 'ThousandsMark' }) @IsIn(THOUSANDS_MARKS) thousandsMark: StatementMapping['thousandsMark'];
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(COLUMN_LENGTH) valueDate: string;
  @ApiProperty({ description: 'money that came in; where one signed column holds both, money that went out is negative' }) @IsString() @MinLength(1) @MaxLength(COLUMN_LENGTH) amount: string;
  @ApiProperty({ type: String, nullable: true }) @IsOptional() @IsString() @MinLength(1) @MaxLength(COLUMN_LENGTH) reference: string | null;
  @ApiProperty({ type: String, nullable: true }) @IsOptional() @IsString() @MinLength(1) @MaxLength(COLUMN_LENGTH) payerName: string | null;
  @ApiProperty({ type: String, nullable: true }) @IsOptional() @IsString() @MinLength(1) @MaxLength(COLUMN_LENGTH) payerAccount: string | null;
  @ApiProperty({ type: String, nullable: true }) @IsOptional() @IsString() @MinLength(1) @MaxLength(COLUMN_LENGTH) remark: string | null;
}

export class OperatorBankAccountView {
  @ApiProperty() id: string;
  @ApiProperty() legalEntityId: string;
  @ApiProperty() legalEntityName: string;
  @ApiProperty() name: string;
  @ApiProperty() currency: string;
  @ApiProperty({ description: 'a line of more than this needs a second person' }) secondPersonAbove: string;
  @ApiProperty({ type: StatementMappingView }) mapping: StatementMappingView;
}

export class LegalEntityView {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
}

export class OperatorBankAccountListView {
  @ApiProperty({ type: [OperatorBankAccountView] }) items: OperatorBankAccountView[];
  @ApiProperty({ type: [LegalEntityView] }) legalEntities: LegalEntityView[];
}

export class BankAccountChange {
  @ApiProperty() @IsString() @MaxLength(120) @Matches(/\S/) name: string;
  @ApiProperty({ example: '50000.00' }) @IsString() @MaxLength(30) secondPersonAbove: string;
  @ApiProperty({ type: StatementMappingView }) @ValidateNested() @Type(() => StatementMappingView) mapping: StatementMappingView;
}

export class BankAccountInput extends BankAccountChange {
  @ApiProperty() @IsUUID() legalEntityId: string;
  @ApiProperty({ example: 'CNY' }) @Matches(/^[A-Z]{3}$/) currency: string;
}

export class StatementFileInput {
  @ApiProperty() @IsString() @MaxLength(255) @Matches(/\S/) fileName: string;
  @ApiProperty({ description: 'the file’s bytes, as the bank gives them' }) @IsBase64() @MinLength(4) @MaxLength(FILE_LENGTH) contentBase64: string;
}

export class StatementInspectionInput {
  @ApiProperty() @IsBase64() @MinLength(4) @MaxLength(FILE_LENGTH) contentBase64: string;
  @ApiProperty({ enum: STATEMENT_ENCODINGS, enumName: 'StatementEncoding' }) @IsIn(STATEMENT_ENCODINGS) encoding: StatementMapping['encoding'];
  @ApiProperty({ enum: STATEMENT_DELIMITERS, enumName: 'StatementDelimiter' }) @IsIn(STATEMENT_DELIMITERS) delimiter: StatementMapping['delimiter'];
}

export class StatementInspectionView {
  @ApiProperty({ type: [String] }) columns: string[];
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'string' } } }) rows: string[][];
  @ApiProperty({ type: String, nullable: true }) fault: string | null;
}

export class StatementFaultView {
  @ApiProperty({ description: 'the file’s line; 0 is the file as a whole' }) line: number;
  @ApiProperty() message: string;
}

export class PreviewedLineView {
  @ApiProperty() line: number;
  @ApiProperty() valueOn: string;
  @ApiProperty() amount: string;
  @ApiProperty() payerName: string;
  @ApiProperty() remark: string;
  @ApiProperty({ description: 'was in an earlier file' }) known: boolean;
}

export class StatementPreviewView {
  @ApiProperty() currency: string;
  @ApiProperty() newLines: number;
  @ApiProperty() knownLines: number;
  @ApiProperty() outgoingLines: number;
  @ApiProperty({ description: 'this very file was imported before' }) importedAlready: boolean;
  @ApiProperty({ type: [StatementFaultView] }) faults: StatementFaultView[];
  @ApiProperty({ type: [PreviewedLineView], description: 'the first of them' }) lines: PreviewedLineView[];
}

export class ImportedStatementView {
  @ApiProperty() id: string;
  @ApiProperty() newLines: number;
  @ApiProperty() knownLines: number;
  @ApiProperty() outgoingLines: number;
}
