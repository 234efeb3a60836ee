import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reviewBases, reviewResults, type ReviewBasis, type ReviewResult } from '../../terms/catalogues.js';
import { Code, Id, Text } from '../fields.js';
import { ownFields, Recording, type Receipt } from '../recording.js';
import { Measures } from './measures.js';

/** What somebody of the office found when looking at the measure, and whether they recommend it. */
export class ReviewMeasure extends Recording {
  @Id()
  readonly measureId!: string;

  @Code(reviewBases)
  readonly basis!: ReviewBasis;

  @Code(reviewResults)
  readonly result!: ReviewResult;

  @Text()
  readonly findings!: string;
}

@CommandHandler(ReviewMeasure)
export class ReviewMeasureHandler implements ICommandHandler<ReviewMeasure> {
  constructor(private readonly measures: Measures) {}

  async execute(command: ReviewMeasure): Promise<Receipt> {
    const { measureId, ...fields } = ownFields(command);
    return this.measures.record(measureId, command, { type: 'ReviewMeasure', ...fields });
  }
}
