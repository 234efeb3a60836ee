import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDefined, IsNumber, Max, Min } from 'class-validator';
import type { Rulebook } from '../../rulebook/rulebook.js';
import { legalBases } from '../../terms/catalogues.js';
import { Codes, DayField, Flag, Id, Ids, NotMoreThan, One, Text, Whole } from '../fields.js';

const days = { from: 0, to: 3650 };

/** A share of the whole, from 0 to 1. */
const Share = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'number', minimum: 0, maximum: 1 }),
    IsNumber(),
    Min(0),
    Max(1),
    IsDefined({ message: '$property is missing' }),
  );

class InformDuty {
  @Whole(days) readonly unexcusedDay!: number;
  @Whole(days) readonly crisis!: number;
  @Whole({ from: 1, to: 4 }) readonly crisisFromSeverity!: number;
  @Whole(days) readonly risk!: number;
  @Whole(days) readonly proposal!: number;
}

class WorkingDays {
  @Whole(days) readonly workingDays!: number;
}

class Hours {
  @Whole({ from: 0, to: 1000 }) readonly hours!: number;
}

class CrisisDuty {
  @One(Hours) readonly '4'!: Hours;
  @One(WorkingDays) readonly '3'!: WorkingDays;
  @One(WorkingDays) readonly '2'!: WorkingDays;
}

class CureDuty {
  @Whole(days) @NotMoreThan('atMost') readonly usual!: number;
  @Whole(days) @NotMoreThan('atMost') readonly grave!: number;
  @Whole(days) readonly atMost!: number;
}

class Duties {
  @Whole(days) readonly start!: number;
  @Whole({ from: 1, to: 28 }) readonly month!: number;
  @One(InformDuty) readonly inform!: InformDuty;
  @One(CrisisDuty) readonly crisis!: CrisisDuty;
  @Whole(days) readonly contact!: number;
  @Whole(days) readonly exit!: number;
  @One(CureDuty) readonly cure!: CureDuty;
  @Whole({ ...days, optional: true, description: 'Default: 14.' }) readonly hearing: number = 14;
}

class RuleR1 {
  @Whole({ from: 1, to: 366 }) readonly unexcusedInARow!: number;
}

class RuleR2 {
  @Whole({ from: 1, to: 366 }) readonly window!: number;
  @Whole({ from: 1, to: 366 }) @NotMoreThan('window') readonly atLeast!: number;
  @Share() readonly below!: number;
}

class Surprise {
  @Whole(days) readonly workingDays!: number;
  @Whole(days) readonly lookBackDays!: number;
}

class EarlyWarnings {
  @One(RuleR1) readonly R1!: RuleR1;
  @One(RuleR2) readonly R2!: RuleR2;
  @One(Surprise) readonly S!: Surprise;
}

class Forbidden {
  @Codes(legalBases) readonly notice!: readonly string[];
  @Codes(legalBases) readonly obligation!: readonly string[];
}

/** A rulebook as a file or a body holds it. */
export class RulebookFields {
  @Id() readonly version!: string;
  @DayField() readonly validFrom!: string;
  @Flag({ description: 'True once somebody has read it against the text of the law.' })
  readonly verified!: boolean;
  @Text({ most: 2000, description: 'What it rests on.' }) readonly source!: string;
  @One(Duties) readonly duties!: Duties;
  @One(EarlyWarnings) readonly warnings!: EarlyWarnings;
  @One(Forbidden) readonly forbidden!: Forbidden;
  @Ids({ optional: true, most: 50, description: 'Default: none.' }) readonly exceptions: readonly string[] =
    [];
}

/** The plain rulebook of fields that were found without fault. */
export function rulebookOf(fields: RulebookFields): Rulebook {
  const { exceptions, ...rest } = JSON.parse(JSON.stringify(fields)) as Rulebook;
  return { ...rest, exceptions };
}
