import { Ajv, type AnySchemaObject } from 'ajv';
import type { CloudEvent } from 'cloudevents';
import { isDay, parseInstant } from '../../../src/terms/times.js';

interface SchemaItem {
  readonly dataschema: string;
  readonly eventType: string;
  readonly path: string;
}

/** The served schemas, by which a stranger would check what the feed tells; each is fetched when first needed. */
export class Forms {
  private readonly ajv = new Ajv({
    strict: true,
    formats: { date: isDay, 'date-time': (text: string) => parseInstant(text) !== undefined },
  });
  private items: readonly SchemaItem[] | undefined;

  /** @param ask fetches the JSON under a path */
  constructor(private readonly ask: (path: string) => Promise<unknown>) {}

  /** What is wrong with an event by the schema that it names. */
  async faultsOf({ type, dataschema, data }: CloudEvent<unknown>): Promise<readonly string[]> {
    this.items ??= ((await this.ask('/v1/schemas')) as { readonly items: readonly SchemaItem[] }).items;
    const item = this.items.find(one => one.dataschema === dataschema);
    if (item?.eventType !== type) return [`${type} names ${dataschema}`];
    const validate =
      this.ajv.getSchema(item.dataschema) ?? this.ajv.compile((await this.ask(item.path)) as AnySchemaObject);
    return validate(data) ? [] : [`${type} ${this.ajv.errorsText(validate.errors)}`];
  }
}
