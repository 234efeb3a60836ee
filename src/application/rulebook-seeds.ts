import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Rulebook } from '../rulebook/rulebook.js';
import { legalBases } from '../terms/catalogues.js';
import { IsBoolean, IsNumber, Max, Min } from 'class-validator';
import { Codes, DayField, Id, One, Text, Whole } from './fields.js';
import { InvalidInput } from './command-errors.js';
import { faultsOf } from './validation.js';

const days = { from: 0, to: 3650 };

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
  @Whole(days) readonly usual!: number;
  @Whole(days) readonly grave!: number;
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
}

class RuleR1 {
  @Whole({ from: 1, to: 366 }) readonly unexcusedInARow!: number;
}

class RuleR2 {
  @Whole({ from: 1, to: 366 }) readonly window!: number;
  @Whole({ from: 1, to: 366 }) readonly atLeast!: number;
  @IsNumber() @Min(0) @Max(1) readonly below!: number;
}

class Surprise {
  @Whole(days) readonly workingDays!: number;
  @Whole(days) readonly lookBackDays!: number;
}

class Warnings {
  @One(RuleR1) readonly R1!: RuleR1;
  @One(RuleR2) readonly R2!: RuleR2;
  @One(Surprise) readonly S!: Surprise;
}

class Forbidden {
  @Codes(legalBases) readonly notice!: string[];
  @Codes(legalBases) readonly obligation!: string[];
}

/** A rulebook as a file holds it. */
class RulebookFile {
  @Id() readonly version!: string;
  @DayField() readonly validFrom!: string;
  @IsBoolean() readonly verified!: boolean;
  @Text({ most: 2000 }) readonly source!: string;
  @One(Duties) readonly duties!: Duties;
  @One(Warnings) readonly warnings!: Warnings;
  @One(Forbidden) readonly forbidden!: Forbidden;
}

/** A rulebook from YAML. @throws InvalidInput that names every fault */
export function parseRulebook(text: string): Rulebook {
  const { instance, faults } = faultsOf(RulebookFile, parse(text) as unknown);
  if (faults) throw new InvalidInput(faults);
  return JSON.parse(JSON.stringify(instance)) as Rulebook;
}

/** The versions that are shipped: they seed an empty log. */
export function shippedRulebooks(): readonly Rulebook[] {
  const folder = new URL('../rulebook/seeds/', import.meta.url);
  return readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .toSorted()
    .map(name => parseRulebook(readFileSync(new URL(name, folder), 'utf8')));
}
