/** JavaScript, and what it shares with TypeScript. */

import { at, is, only, unquoted, type Language, type Rule, type SyntaxNode } from "../language.ts";

const functions = ["arrow_function", "function_expression", "generator_function"];

/** `const add = (a, b) => …` is a function by another name. */
const variable: readonly Rule[] = [
  {
    kind: "function",
    names: only(at("name"), "identifier"),
    body: at("value", "body"),
    when: is(at("value"), ...functions),
  },
  {
    kind: "class",
    names: only(at("name"), "identifier"),
    body: at("value", "body"),
    when: is(at("value"), "class"),
  },
  { kind: "variable", names: only(at("name"), "identifier"), body: at("value") },
];

/** `exports.add = function …`, and the same in the literal of an object. */
function assigned(name: (node: SyntaxNode) => SyntaxNode | null, value: string): readonly Rule[] {
  return [
    { kind: "function", names: only(name), body: at(value, "body"), when: is(at(value), ...functions) },
    { kind: "class", names: only(name), body: at(value, "body"), when: is(at(value), "class") },
  ];
}

function field(name: string): readonly Rule[] {
  return [
    { kind: "method", names: only(at(name)), body: at("value", "body"), when: is(at("value"), ...functions) },
    { kind: "field", names: only(at(name)), body: at("value") },
  ];
}

/** `require("…")` and `import("…")`. */
function called(node: SyntaxNode): readonly string[] {
  const callee = at("function")(node);
  if (callee?.type !== "import" && callee?.text !== "require") return [];
  const [first] = at("arguments")(node)?.namedChildren ?? [];
  return first?.type === "string" ? unquoted(() => first)(node) : [];
}

export const javascript: Language = {
  grammar: "javascript",
  defines: {
    function_declaration: { kind: "function" },
    generator_function_declaration: { kind: "function" },
    class_declaration: { kind: "class" },
    method_definition: { kind: "method" },
    field_definition: field("property"),
    variable_declarator: variable,
    assignment_expression: assigned(at("left", "property"), "right"),
    pair: assigned(at("key"), "value"),
  },
  names: [
    "identifier",
    "property_identifier",
    "private_property_identifier",
    "shorthand_property_identifier",
    "shorthand_property_identifier_pattern",
  ],
  wraps: ["export_statement", "lexical_declaration", "variable_declaration", "expression_statement"],
  scopes: [
    ...functions,
    "function_declaration",
    "generator_function_declaration",
    "method_definition",
    "class_static_block",
  ],
  imports: {
    import_statement: unquoted(at("source")),
    export_statement: unquoted(at("source")),
    call_expression: called,
  },
};

export const typescript: Language = {
  ...javascript,
  grammar: "typescript",
  defines: {
    ...javascript.defines,
    function_signature: { kind: "function" },
    abstract_class_declaration: { kind: "class" },
    interface_declaration: { kind: "interface" },
    type_alias_declaration: { kind: "type" },
    enum_declaration: { kind: "enum" },
    internal_module: { kind: "module" },
    module: { kind: "module" },
    method_signature: { kind: "method" },
    abstract_method_signature: { kind: "method" },
    property_signature: { kind: "field" },
    public_field_definition: field("name"),
    enum_assignment: { kind: "field" },
  },
  names: [...javascript.names, "type_identifier"],
  wraps: [...javascript.wraps, "ambient_declaration"],
};

export const tsx: Language = { ...typescript, grammar: "tsx" };
