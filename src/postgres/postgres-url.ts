/** What is wrong with the address of a PostgreSQL database, in words that say what it must be. */
export function postgresFaults(text: string): readonly string[] {
  return /^postgres(ql)?:\/\//.test(text) ? [] : ['must begin with postgres://'];
}
