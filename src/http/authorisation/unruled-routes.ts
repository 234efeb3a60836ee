import { RequestMethod, type ExecutionContext, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, type ModulesContainer } from '@nestjs/core';
import type { Relation } from './access.js';

/** A method of a controller that serves a path. */
export type ServedBy = Pick<ExecutionContext, 'getClass' | 'getHandler'>;

/** What a path must name for a relation to be judged. */
const needed: Readonly<Record<Relation, readonly string[]>> = {
  client: [':clientId', ':participationId'],
  provider: [':participationId', ':providerId'],
  office: [':officeId'],
  case: [':caseId'],
  audit: [],
  scope: [],
  any: [],
};

/**
 * The routes of an app that nobody may use for want of a rule, or whose rule asks for what their path does not name.
 * @param relationsOf the relations of a route's rule, undefined where it has none
 */
export function unruledRoutes(
  modules: ModulesContainer,
  relationsOf: (served: ServedBy) => readonly Relation[] | undefined,
): readonly string[] {
  const controllers = [...modules.values()].flatMap(({ controllers: all }) => [...all.values()]);
  return controllers.flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const Class = metatype as Type<unknown>;
    return routesOf(Class).flatMap(({ name, path, getHandler }) => {
      const relations = relationsOf({ getClass: <T>() => Class as Type<T>, getHandler });
      if (!relations) return [`${name} has no rule`];
      return relations
        .filter(relation => needed[relation].length && !needed[relation].some(id => path.includes(id)))
        .map(relation => `${name} names nothing to be tied to by ${relation}`);
    });
  });
}

function routesOf(Class: Type<unknown>) {
  const prototype = Class.prototype as Record<string, () => unknown>;
  const base = String(Reflect.getMetadata(PATH_METADATA, Class) ?? '');
  return new MetadataScanner().getAllMethodNames(prototype).flatMap(method => {
    const handler = prototype[method]!;
    const own: unknown = Reflect.getMetadata(PATH_METADATA, handler);
    if (own === undefined) return [];
    const path = `${base}/${String(own)}`;
    const verb = RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))];
    return [{ name: `${verb} ${path}`, path, getHandler: () => handler }];
  });
}
