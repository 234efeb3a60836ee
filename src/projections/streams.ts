const participation = 'participation-';

export const isParticipation = (stream: string): boolean => stream.startsWith(participation);

const providerCase = 'provider-case-';

/** The id behind the kind in a stream's name: of `client-4711` it is `4711`. No provider's id begins with `case-`. */
export const idIn = (stream: string): string =>
  stream.slice(stream.startsWith(providerCase) ? providerCase.length : stream.indexOf('-') + 1);
