/** The token is not accepted. `reason` is for the log and never for the caller; it names no subject. */
export class InvalidToken extends Error {
  constructor(readonly reason: string) {
    super(`invalid token: ${reason}`);
    this.name = 'InvalidToken';
  }
}

/** The identity provider's keys cannot be had now, so nothing can be said about the token. */
export class IdentityUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super('the keys of the identity provider cannot be read', options);
    this.name = 'IdentityUnavailable';
  }
}
