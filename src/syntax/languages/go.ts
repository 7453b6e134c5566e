/** Go: a method stands apart from its type, and names the type itself. */

import { allAt, at, is, unquoted, type Language, type Rule, type SyntaxNode } from "../language.ts";

const type: readonly Rule[] = [
  { kind: "class", body: fieldsOf, when: is(at("type"), "struct_type") },
  { kind: "interface", body: at("type"), when: is(at("type"), "interface_type") },
  { kind: "type" },
];

function fieldsOf(node: SyntaxNode): SyntaxNode | null {
  return at("type")(node)?.namedChildren[0] ?? null;
}

/** `func (c *Cart) Add()` belongs to `Cart`. */
function receiver(node: SyntaxNode): SyntaxNode | null {
  let found = at("receiver")(node)?.namedChildren[0]?.childForFieldName("type") ?? null;
  while (found !== null && found.type !== "type_identifier") found = found.namedChildren[0] ?? null;
  return found;
}

export const go: Language = {
  grammar: "go",
  defines: {
    function_declaration: { kind: "function" },
    method_declaration: { kind: "method", container: receiver },
    method_elem: { kind: "method" },
    type_spec: type,
    type_alias: { kind: "type" },
    const_spec: { kind: "constant", names: allAt("name"), body: at("value") },
    var_spec: { kind: "variable", names: allAt("name"), body: at("value") },
    field_declaration: { kind: "field", names: allAt("name") },
  },
  names: ["identifier", "field_identifier", "type_identifier", "package_identifier"],
  wraps: ["const_declaration", "var_declaration", "var_spec_list", "type_declaration"],
  scopes: ["function_declaration", "method_declaration", "func_literal"],
  imports: { import_spec: unquoted(at("path")) },
};
