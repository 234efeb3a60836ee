const loopback = /^(localhost|127(\.\d{1,3}){3}|\[?(0*:){2,7}0*1\]?)$/i;

/** Whether a host, as it stands in an address or by itself, is this machine: what is sent there nobody else reads. */
export const isLoopback = (host: string): boolean => loopback.test(host);
