/** Checks a value against a JSON schema of the few words that answers are described with (a whole validator weighs 38 KB). */

/** All the words there are; a schema with another one would not be checked in full. */
export interface AnswerSchema {
  readonly type?: "object" | "array" | "string" | "number" | "integer" | "null";
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly AnswerSchema[];
  /** Of an object: all of them required, and no others allowed. */
  readonly properties?: Readonly<Record<string, AnswerSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly items?: AnswerSchema;
}

export function fits(schema: AnswerSchema, value: unknown): boolean {
  if (schema.enum?.includes(value) === false) return false;
  if (schema.anyOf?.some((each) => fits(each, value)) === false) return false;
  switch (schema.type) {
    case "object":
      return isObject(value) && fitsEach(schema.properties ?? {}, value);
    case "array":
      return Array.isArray(value) && value.every((item) => fits(schema.items ?? {}, item));
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    default:
      return true;
  }
}

function fitsEach(properties: Readonly<Record<string, AnswerSchema>>, value: object): boolean {
  const entries = new Map(Object.entries(value));
  const names = Object.keys(properties);
  return (
    entries.size === names.length &&
    names.every((name) => entries.has(name) && fits(properties[name] ?? {}, entries.get(name)))
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
