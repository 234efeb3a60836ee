/**
 * Fields of `data` that name a member of staff. They leave the office neither in the feed nor in a dossier (rules.md,
 * "What the record is not for").
 */
export const staffFields: readonly string[] = ['adviserId', 'fromAdviserId', 'toAdviserId', 'deputyId'];
