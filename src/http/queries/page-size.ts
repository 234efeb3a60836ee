import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { WholeNumber } from '../hygiene/whole-number.js';

export const usualPageSize = 50;
const most = 200;

/** How many items a part of a list may have. */
export const PageSize = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ required: false, type: 'integer', minimum: 1, maximum: most, default: usualPageSize }),
    IsOptional(),
    WholeNumber(),
    IsInt(),
    Min(1),
    Max(most),
  );
