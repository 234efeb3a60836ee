import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsDefined, IsOptional, Matches } from 'class-validator';
import type { CitedEvent, DutyBreached } from '../../provider-case/events.js';
import { Id, Text, Whole, type FieldOptions } from '../fields.js';

const sha256 = /^[0-9a-f]{64}$/;
const mostDocuments = 100;
export const mostCited = 500;

/** Documents by their SHA-256; the documents themselves lie elsewhere. */
export const Documents = ({ optional, description }: FieldOptions = {}): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'array',
      items: { type: 'string', pattern: sha256.source },
      maxItems: mostDocuments,
      uniqueItems: true,
      required: !optional,
      description: description ?? 'SHA-256 of documents, in hex.',
    }),
    IsArray(),
    ArrayUnique(),
    ArrayMaxSize(mostDocuments),
    Matches(sha256, { each: true, message: 'each of $property must be a SHA-256 of 64 hex digits' }),
    optional ? IsOptional() : IsDefined({ message: '$property is missing' }),
  );

/** An event of a participation that is evidence. */
export class Citation implements CitedEvent {
  @Id()
  readonly participationId!: string;

  @Id()
  readonly eventId!: string;
}

export class Duty implements DutyBreached {
  @Text({ optional: true, most: 200, description: 'Clause of the contract; it names no person.' })
  readonly clause?: string;

  @Whole({ optional: true, from: 1, to: 9999, description: 'Page of the concept.' })
  readonly conceptPage?: number;
}
