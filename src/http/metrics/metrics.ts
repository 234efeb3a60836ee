import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Served } from '../logging/request-log.js';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What Prometheus collects from this app. No label holds an id or a person; nothing is counted by member of staff. */
export class Metrics {
  readonly registry = new Registry();
  private readonly duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer a request, by route template, method and status class.',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  served({ method, route, status, milliseconds }: Served): void {
    const labels = {
      method: methods.includes(method) ? method : 'other',
      route,
      status: `${Math.floor(status / 100)}xx`,
    };
    this.duration.observe(labels, milliseconds / 1_000);
  }
}
