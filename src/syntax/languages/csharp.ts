/** C#: as Java, with more kinds of members. */

import { at, children, type Language, type SyntaxNode } from "../language.ts";

/** `int a = 1, b = 2;` */
function declared(node: SyntaxNode): readonly SyntaxNode[] {
  return children(node, "variable_declaration")
    .flatMap((each) => children(each, "variable_declarator"))
    .flatMap((each) => each.childrenForFieldName("name"));
}

export const csharp: Language = {
  grammar: "c-sharp",
  defines: {
    namespace_declaration: { kind: "module" },
    class_declaration: { kind: "class" },
    struct_declaration: { kind: "class" },
    record_declaration: { kind: "class" },
    interface_declaration: { kind: "interface" },
    enum_declaration: { kind: "enum" },
    enum_member_declaration: { kind: "field" },
    delegate_declaration: { kind: "type" },
    method_declaration: { kind: "method" },
    constructor_declaration: { kind: "method" },
    destructor_declaration: { kind: "method" },
    local_function_statement: { kind: "function" },
    property_declaration: { kind: "field", body: (node) => at("accessors")(node) ?? at("value")(node) },
    field_declaration: { kind: "field", names: declared },
    event_field_declaration: { kind: "field", names: declared },
  },
  names: ["identifier"],
  wraps: [],
  scopes: [],
  imports: {
    using_directive: (node) => node.namedChildren.slice(-1).map(({ text }) => text),
  },
};
