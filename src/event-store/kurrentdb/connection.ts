/** What is wrong with a connection string, in words that say what it must be; empty where nothing is. */
export function connectionFaults(text: string): readonly string[] {
  return /^esdb(\+discover)?:\/\//.test(text) ? [] : ['must begin with esdb:// or esdb+discover://'];
}
