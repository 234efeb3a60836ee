import { readFileSync } from 'node:fs';

/** The most that was ever resident of a process, in MB of 2^20 bytes; NaN where the system does not tell. */
export function peakMbOf(pid: number): number {
  let status = '';
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    // it has ended, or this is no Linux
  }
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) / 1024;
}
