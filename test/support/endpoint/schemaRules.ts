/** What strict structured outputs take of JSON schema (guide "Structured outputs", supported schemas). */

import { fieldOf } from "../../../src/model/foreign.ts";

// "Some type-specific keywords are not yet supported", and composition that is not `anyOf`; those that only some
// gateways refuse are refused here, too.
const forbidden =
  "allOf not oneOf if then else dependentRequired dependentSchemas minLength maxLength pattern format default patternProperties unevaluatedProperties propertyNames contains".split(
    " ",
  );

interface Sizes {
  properties: number;
  values: number;
}

/** Null where there is none. */
export function schemaProblem(schema: unknown): string | null {
  // "Root objects must not be anyOf", and must be objects.
  if (fieldOf(schema, "type") !== "object" || fieldOf(schema, "anyOf") !== null)
    return "the root must be an object";
  const sizes: Sizes = { properties: 0, values: 0 };
  const problem = problemIn(schema, 1, sizes);
  // "A schema may have up to 5000 object properties total", "1000 enum values".
  if (problem === null && (sizes.properties > 5000 || sizes.values > 1000)) return "it is too large";
  return problem;
}

function problemIn(schema: unknown, depth: number, sizes: Sizes): string | null {
  // "with up to 10 levels of nesting".
  if (depth > 10) return "it is nested too deeply";
  if (typeof schema !== "object" || schema === null) return "a schema must be an object";
  const bad = forbidden.find((keyword) => keyword in schema);
  if (bad !== undefined) return `'${bad}' is not permitted`;
  if (fieldOf(schema, "type") === null && !["anyOf", "$ref", "enum", "const"].some((key) => key in schema)) {
    return "a schema must have a 'type' key";
  }
  const values = fieldOf(schema, "enum");
  if (Array.isArray(values)) sizes.values += values.length;
  const inner: unknown[] = [];
  if (fieldOf(schema, "type") === "object") {
    const properties = Object(fieldOf(schema, "properties") ?? {}) as Record<string, unknown>;
    const names = Object.keys(properties);
    sizes.properties += names.length;
    // "additionalProperties: false must always be set in objects".
    if (fieldOf(schema, "additionalProperties") !== false) return "'additionalProperties' must be false";
    // "All fields must be required".
    const required = fieldOf(schema, "required");
    if (
      !Array.isArray(required) ||
      names.some((name) => !required.includes(name)) ||
      required.length !== names.length
    ) {
      return "'required' must name every key in properties";
    }
    inner.push(...Object.values(properties));
  }
  const items = fieldOf(schema, "items");
  if (fieldOf(schema, "type") === "array" && items === null) return "an array needs 'items'";
  if (items !== null) inner.push(items);
  const either = fieldOf(schema, "anyOf");
  if (Array.isArray(either)) inner.push(...(either as unknown[]));
  for (const each of inner) {
    const problem = problemIn(each, depth + 1, sizes);
    if (problem !== null) return problem;
  }
  return null;
}
