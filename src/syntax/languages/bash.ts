/** The shell: whatever can be called may be a function. */

import { allAt, at, type Language, type SyntaxNode } from "../language.ts";

function sourced(node: SyntaxNode): readonly string[] {
  const command = at("name")(node)?.text;
  if (command !== "." && command !== "source") return [];
  return allAt("argument")(node)
    .slice(0, 1)
    .map(({ text }) => text.replaceAll(/["']/g, ""));
}

export const bash: Language = {
  grammar: "bash",
  defines: {
    function_definition: { kind: "function" },
    variable_assignment: { kind: "variable", body: at("value") },
  },
  names: ["command_name", "variable_name"],
  wraps: ["declaration_command"],
  scopes: ["function_definition", "subshell"],
  imports: { command: sourced },
};
