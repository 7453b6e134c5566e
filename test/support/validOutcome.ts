/** Holds an outcome against the published schema; every outcome that a test produces goes through here. */

import assert from "node:assert/strict";
import { Ajv } from "ajv";
import schema from "../../docs/outcome.schema.json" with { type: "json" };

let validate: ReturnType<Ajv["compile"]> | undefined;

export function assertValidOutcome(outcome: unknown): void {
  validate ??= new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);
  assert.ok(validate(JSON.parse(JSON.stringify(outcome))), JSON.stringify(validate.errors, null, 2));
}
