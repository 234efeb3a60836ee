/** How a backtest can be printed. */
export const formats = ['table', 'json'] as const;
export type Format = (typeof formats)[number];
