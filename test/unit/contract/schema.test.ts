/** The published schema says exactly what the types say. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { outcomeSchema, schemaFile } from "../../support/outcomeSchema.ts";

describe("The schema of the outcome", () => {
  it("is what the types in src/contract say (npm run schema writes it anew)", async () => {
    const published: unknown = JSON.parse(await readFile(schemaFile, "utf8"));
    assert.deepEqual(published, outcomeSchema(), `${path.basename(schemaFile)} is out of date`);
  });
});
