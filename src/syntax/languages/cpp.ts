/** C++ and C, whose names stand deep inside of what they declare: `static int *(names[3])`. */

import { allAt, at, only, unquoted, type Language, type Rule, type SyntaxNode } from "../language.ts";

const names = [
  "identifier",
  "field_identifier",
  "type_identifier",
  "destructor_name",
  "operator_name",
  "namespace_identifier",
];
/** Pointers to functions that return pointers to arrays are about as deep as anybody goes. */
const deepest = 20;

function declared(node: SyntaxNode): readonly SyntaxNode[] {
  return node.childrenForFieldName("declarator").flatMap((each) => innermost(each) ?? []);
}

function innermost(declarator: SyntaxNode): SyntaxNode | null {
  let node: SyntaxNode | null = declarator;
  for (let depth = 0; node !== null && depth < deepest; depth += 1) {
    if (names.includes(node.type)) return node;
    node = at("declarator")(node) ?? at("name")(node) ?? node.namedChildren[0] ?? null;
  }
  return null;
}

function isFunction(node: SyntaxNode): boolean {
  let declarator: SyntaxNode | null = at("declarator")(node);
  for (let depth = 0; declarator !== null && depth < deepest; depth += 1) {
    if (declarator.type === "function_declarator") return true;
    declarator = at("declarator")(declarator) ?? null;
  }
  return false;
}

/** `int shop::Cart::add()` belongs to `Cart`. */
function owner(node: SyntaxNode): SyntaxNode | null {
  let name: SyntaxNode | null = at("declarator")(node);
  while (name !== null && name.type !== "qualified_identifier") name = at("declarator")(name);
  let scope: SyntaxNode | null = null;
  while (name?.type === "qualified_identifier") {
    scope = at("scope")(name);
    name = at("name")(name);
  }
  return scope?.type === "template_type" ? at("name")(scope) : scope;
}

const declaration: readonly Rule[] = [
  { kind: "function", names: declared, when: isFunction, container: owner },
  { kind: "variable", names: declared, body: at("declarator", "value") },
];

/** `struct Cart` without a body only mentions it. */
function withBody(kind: Rule["kind"]): Rule {
  return { kind, when: (node) => at("body")(node) !== null };
}

export const cpp: Language = {
  grammar: "cpp",
  defines: {
    function_definition: { kind: "function", names: declared, container: owner },
    declaration,
    field_declaration: declaration,
    class_specifier: withBody("class"),
    struct_specifier: withBody("class"),
    union_specifier: withBody("class"),
    enum_specifier: withBody("enum"),
    enumerator: { kind: "field" },
    type_definition: { kind: "type", names: declared, body: at("type", "body") },
    alias_declaration: { kind: "type" },
    concept_definition: { kind: "type", names: only(at("name")) },
    namespace_definition: { kind: "module" },
    preproc_def: { kind: "macro", names: allAt("name"), body: at("value") },
    preproc_function_def: { kind: "macro", names: allAt("name"), body: at("value") },
  },
  names,
  wraps: ["template_declaration", "type_definition", "declaration", "linkage_specification"],
  scopes: ["function_definition", "lambda_expression"],
  imports: { preproc_include: unquoted(at("path")) },
};
