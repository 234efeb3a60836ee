/** Which measures are being offered now, by participation: where a place of it will be taken, should it come to that. */
export class OffersUnderWay {
  private readonly measures = new Map<string, string[]>();

  /** @param id of a field of the offer */
  begin(id: (field: 'participationId' | 'measureId') => string): { readonly end: () => void } {
    const [participationId, measureId] = [id('participationId'), id('measureId')];
    const measures = this.of(participationId);
    this.measures.set(participationId, [...measures, measureId]);
    return {
      end: () => {
        const left = this.of(participationId).toSpliced(this.of(participationId).indexOf(measureId), 1);
        if (left.length) this.measures.set(participationId, left);
        else this.measures.delete(participationId);
      },
    };
  }

  of(participationId: string): string[] {
    return this.measures.get(participationId) ?? [];
  }
}
