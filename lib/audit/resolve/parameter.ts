import { isObject, stringIn, type JsonObject } from '../assembly/shape';
import { anyOf, literal, unknown, type Value } from './value';
import type { ResourceNode, StackNode } from '../world/types';

export const parametersOf = (stack: StackNode): JsonObject => {
  const { Parameters } = stack.loaded.document.value;
  return isObject(Parameters) ? Parameters : {};
};

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap(item =>
    typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean' ? [String(item)] : [],
  );

/** What a parent stack passes to a parameter of a stack nested in it. */
export const passedBy = (stack: StackNode): { readonly from: ResourceNode; readonly parameters: JsonObject } | undefined => {
  const from = stack.parent?.stack.resources.get(stack.parent.logicalId);
  const parameters = from?.properties.Parameters;
  return from && isObject(parameters) ? { from, parameters } : undefined;
};

/** Everything a template's own parameter may be: what the deployment gives, else its default and its allowed values. */
export const parameterValue = (stack: StackNode, name: string): Value | undefined => {
  const declared = parametersOf(stack)[name];
  if (!isObject(declared)) return undefined;
  const type = stringIn(declared, 'Type') ?? 'String';
  if (declared.NoEcho === true || declared.NoEcho === 'true') return [[unknown('hidden', `the hidden parameter '${name}'`)]];
  const given = stack.loaded.parameters[name];
  if (type.startsWith('AWS::SSM::Parameter::')) {
    return [[unknown('parameter', `the SSM parameter '${given ?? texts(declared.Default)[0] ?? name}', read at deployment`)]];
  }
  if (given !== undefined) return literal(given);
  const known = [...texts(declared.Default), ...texts(declared.AllowedValues ?? [])];
  return known.length === 0
    ? [[unknown('parameter', `the parameter '${name}', given at deployment`)]]
    : anyOf(known.map(literal));
};
