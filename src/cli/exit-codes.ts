/** Exit codes after sysexits.h; `refused` is a plain no: what was asked for is not there. */
export const exitCodes = {
  ok: 0,
  refused: 1,
  usage: 64,
  data: 65,
  noInput: 66,
  software: 70,
  system: 71,
  cannotCreate: 73,
  temporary: 75,
  config: 78,
} as const;
export type ExitCode = number;
