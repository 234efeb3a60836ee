/** What has a stream of its own (domain.md, "Streams"): each stream is named by its kind and a pseudonym. */
const kinds = ['participation', 'client', 'office', 'provider-case', 'provider', 'measure'] as const;
export type StreamKind = (typeof kinds)[number];

const streamOf = (kind: StreamKind, id: string): string => `${kind}-${id}`;

export const participationStream = (id: string): string => streamOf('participation', id);
export const clientStream = (id: string): string => streamOf('client', id);
export const officeStream = (id: string): string => streamOf('office', id);
export const providerStream = (id: string): string => streamOf('provider', id);
export const providerCaseStream = (id: string): string => streamOf('provider-case', id);
export const measureStream = (id: string): string => streamOf('measure', id);
/** The one stream that has no id. */
export const rulebookStream = 'rulebook';

/** Kind and id behind a stream's name; undefined for one that is of no kind. A longer kind comes before its beginning. */
export function streamIn(stream: string): { readonly kind: StreamKind; readonly id: string } | undefined {
  const kind = kinds.find(one => stream.startsWith(`${one}-`));
  return kind && { kind, id: stream.slice(kind.length + 1) };
}

/** The id behind the kind in a stream's name: of `client-4711` it is `4711`. */
export const idIn = (stream: string): string => streamIn(stream)?.id ?? '';

export const isParticipation = (stream: string): boolean => streamIn(stream)?.kind === 'participation';

/** False where the name of the stream would be read as another one's: no provider's id begins with `case-`. */
export function canBeCalled(kind: StreamKind, id: string): boolean {
  const read = streamIn(streamOf(kind, id));
  return read?.kind === kind && read.id === id;
}
