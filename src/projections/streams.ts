const participation = 'participation-';

export const isParticipation = (stream: string): boolean => stream.startsWith(participation);

/** The id behind the kind in a stream's name: of `client-4711` it is `4711`. */
export const idIn = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
