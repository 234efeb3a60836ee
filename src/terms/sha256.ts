/**
 * The SHA-256 of a document, in lower-case hexadecimal digits.
 * @pattern ^[0-9a-f]{64}$
 */
export type Sha256 = string;
