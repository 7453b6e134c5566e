/** PowerShell: its grammar has hardly any fields, so names are found by their type. */

import { children, type Language, type Rule, type SyntaxNode } from "../language.ts";

/** `$Limit = 5`: the variable stands under as many nodes as the language has operators. */
function assigned(node: SyntaxNode): readonly SyntaxNode[] {
  let [left] = node.namedChildren;
  while (left !== undefined && left.type !== "variable")
    left = left.namedChildren.length === 1 ? left.namedChildren[0] : undefined;
  return left === undefined ? [] : [left];
}

function named(kind: Rule["kind"], type: string): Rule {
  return {
    kind,
    names: (node) => children(node, type).slice(0, 1),
    body: (node) =>
      children(node, "script_block", "class_method_definition", "class_property_definition")[0] ?? null,
  };
}

/** `Import-Module X`, `using module X` and `. X`. */
function imported(node: SyntaxNode): readonly string[] {
  const command = children(node, "command_name")[0]?.text.toLowerCase();
  const tokens = children(node, "command_elements").flatMap((each) => children(each, "generic_token"));
  if (command === "import-module" || command === "using") return tokens.slice(-1).map(({ text }) => text);
  if (children(node, "command_invokation_operator")[0]?.text !== ".") return [];
  return children(node, "command_name_expr").map(({ text }) => text);
}

export const powershell: Language = {
  grammar: "powershell",
  defines: {
    function_statement: named("function", "function_name"),
    class_statement: named("class", "simple_name"),
    class_method_definition: named("method", "simple_name"),
    class_property_definition: named("field", "variable"),
    enum_statement: named("enum", "simple_name"),
    enum_member: named("field", "simple_name"),
    assignment_expression: {
      kind: "variable",
      names: assigned,
      body: (node) => node.namedChildren[2] ?? null,
    },
  },
  names: ["command_name", "variable", "simple_name", "type_identifier"],
  sigil: /^\$(?:[a-z]+:)?/i,
  wraps: ["pipeline"],
  scopes: ["script_block", "class_method_definition"],
  imports: { command: imported },
};
