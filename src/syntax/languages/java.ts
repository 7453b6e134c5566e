/** Java: nearly all that it defines stands in a class. */

import { at, children, type Language, type SyntaxNode } from "../language.ts";

/** `int a = 1, b = 2;` */
function declared(node: SyntaxNode): readonly SyntaxNode[] {
  return node.childrenForFieldName("declarator").flatMap((each) => each.childrenForFieldName("name"));
}

function imported(node: SyntaxNode): readonly string[] {
  const [name] = node.namedChildren;
  if (name === undefined) return [];
  return [children(node, "asterisk").length > 0 ? `${name.text}.*` : name.text];
}

export const java: Language = {
  grammar: "java",
  defines: {
    class_declaration: { kind: "class" },
    record_declaration: { kind: "class" },
    interface_declaration: { kind: "interface" },
    annotation_type_declaration: { kind: "interface" },
    annotation_type_element_declaration: { kind: "method" },
    enum_declaration: { kind: "enum" },
    enum_constant: { kind: "field" },
    method_declaration: { kind: "method" },
    constructor_declaration: { kind: "method" },
    compact_constructor_declaration: { kind: "method" },
    field_declaration: { kind: "field", names: declared, body: at("declarator", "value") },
    constant_declaration: { kind: "constant", names: declared, body: at("declarator", "value") },
  },
  names: ["identifier", "type_identifier"],
  wraps: [],
  scopes: [],
  imports: { import_declaration: imported },
};
