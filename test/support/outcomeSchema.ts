/** Derives the JSON schema of the outcome from its types, and checks outcomes against it. Run directly, it writes the schema. */

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Ajv } from "ajv";
import prettier from "prettier";
import { createGenerator } from "ts-json-schema-generator";

const root = path.resolve(import.meta.dirname, "../..");

export const schemaFile = path.join(root, "docs/outcome.schema.json");

export function outcomeSchema(): Record<string, unknown> {
  const generator = createGenerator({
    path: path.join(root, "src/contract/outcome.ts"),
    tsconfig: path.join(root, "tsconfig.json"),
    type: "Outcome",
    skipTypeCheck: true,
    additionalProperties: false,
  });
  const schema = generator.createSchema("Outcome");
  return { ...schema, title: "The outcome of a Second Look review, version 1" };
}

let validate: ReturnType<Ajv["compile"]> | undefined;

/** Every outcome that a test produces goes through here. */
export function assertValidOutcome(outcome: unknown): void {
  validate ??= new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(outcomeSchema());
  assert.ok(validate(JSON.parse(JSON.stringify(outcome))), JSON.stringify(validate.errors, null, 2));
}

if (import.meta.main) {
  const json = await prettier.format(JSON.stringify(outcomeSchema()), { parser: "json", printWidth: 110 });
  await writeFile(schemaFile, json);
}
