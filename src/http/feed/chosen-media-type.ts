/** How well a media range names a type: 2 it does itself, 1 as `text/*`, 0 as any, -1 not. */
function nearness(range: string, mediaType: string): number {
  if (range === mediaType) return 2;
  if (range === `${mediaType.split('/')[0]}/*`) return 1;
  return range === '*/*' ? 0 : -1;
}

/** A range of an `Accept` header with its weight; other parameters choose nothing here. */
function rangeIn(part: string): readonly [range: string, weight: number] {
  const [range = '', ...parameters] = part.split(';').map(piece => piece.trim().toLowerCase());
  const weight = parameters.find(parameter => parameter.startsWith('q='))?.slice(2) ?? '1';
  return [range, /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0];
}

/**
 * Which of the offered types an `Accept` header prefers (RFC 9110, 12.5.1): of each the weight of the nearest range
 * counts, and among equals the order of the offer. Undefined where none will do.
 */
export function chosenMediaType<Offered extends string>(
  accept: string | undefined,
  offered: readonly Offered[],
): Offered | undefined {
  const ranges = (accept ?? '*/*').split(',').map(rangeIn);
  const weightOf = (mediaType: string): number =>
    ranges
      .map(([range, weight]) => ({ near: nearness(range, mediaType), weight }))
      .filter(({ near }) => near >= 0)
      .toSorted((a, b) => b.near - a.near)[0]?.weight ?? 0;
  const weighed = offered.map(mediaType => ({ mediaType, weight: weightOf(mediaType) }));
  return weighed.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight)[0]?.mediaType;
}
