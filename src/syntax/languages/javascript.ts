/** JavaScript, and what it shares with TypeScript. */

import { at, is, only, unquoted, type Language, type Rule, type SyntaxNode } from "../language.ts";
import type { DefinitionKind } from "../outline.ts";

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

/** `exports.add = function …`, and the same in the literal of an object; whatever else is set has a kind of its own. */
function assigned(
  name: (node: SyntaxNode) => SyntaxNode | null,
  value: string,
  other: DefinitionKind = "variable",
): readonly Rule[] {
  return [
    { kind: "function", names: only(name), body: at(value, "body"), when: is(at(value), ...functions) },
    { kind: "class", names: only(name), body: at(value, "body"), when: is(at(value), "class") },
    { kind: other, names: only(name, "property_identifier", "string"), body: at(value) },
  ];
}

/** Whether what stands left of the last dot of an assignment reads like this. */
function on(owner: RegExp): (node: SyntaxNode) => boolean {
  return (node) => owner.test(at("left", "object")(node)?.text ?? "");
}

/** `module.exports = …` is what a file is called for. */
const exported: readonly Rule[] = assigned(at("left", "property"), "right").map((rule) => ({
  ...rule,
  called: "default",
  when: (node) => at("left")(node)?.text === "module.exports" && rule.when?.(node) !== false,
}));

const assignment: readonly Rule[] = [
  ...exported,
  ...assigned(at("left", "property"), "right").filter(({ when }) => when !== undefined),
  {
    kind: "variable",
    names: only(at("left", "property")),
    body: at("right"),
    when: on(/^(?:(?:module\.)?exports|[\w$.]{1,60}\.prototype)$/),
  },
  {
    kind: "field",
    names: only(at("left", "property")),
    body: at("right"),
    when: on(/^this$/),
    anywhere: true,
  },
];

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
    assignment_expression: assignment,
    pair: assigned(at("key"), "value", "field"),
    export_statement: {
      kind: "variable",
      called: "default",
      body: at("value"),
      when: (node) => at("value")(node) !== null,
    },
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
