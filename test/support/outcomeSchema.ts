/** Derives the JSON schema of the outcome from its types. Run directly, it writes the published one anew. */

import { writeFile } from "node:fs/promises";
import path from "node:path";
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

if (import.meta.main) {
  const json = await prettier.format(JSON.stringify(outcomeSchema()), { parser: "json", printWidth: 110 });
  await writeFile(schemaFile, json);
}
