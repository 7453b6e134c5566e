/** PHP: its variables begin with a sign that their names do without. */

import { at, children, type Language, type SyntaxNode } from "../language.ts";

/** The name in `$name`. */
function bare(node: SyntaxNode): readonly SyntaxNode[] {
  return node.childrenForFieldName("name").flatMap((each) => each.namedChildren.slice(0, 1));
}

/** `use Shop\{Tax, Rate as R}` is `Shop\Tax` and `Shop\Rate`. */
function used(node: SyntaxNode): readonly string[] {
  const group = at("body")(node);
  const clauses = children(group ?? node, "namespace_use_clause");
  const names = clauses.map((each) => each.namedChildren[0]?.text ?? "");
  const prefix = children(node, "namespace_name")[0]?.text ?? "";
  return group === null ? names : names.map((name) => `${prefix}\\${name}`);
}

/** `require __DIR__ . "/x.php"`: what is written in quotes. */
function required(node: SyntaxNode): readonly string[] {
  const [what] = node.namedChildren;
  const text = what?.type === "binary_expression" ? at("right")(what) : what;
  return text?.type.includes("string") === true ? [text.text.slice(1, -1)] : [];
}

const isDefine = (node: SyntaxNode): boolean => at("function")(node)?.text === "define";

function definedName(node: SyntaxNode): readonly SyntaxNode[] {
  return at("arguments")(node)?.namedChildren[0]?.namedChildren[0]?.namedChildren ?? [];
}

export const php: Language = {
  grammar: "php",
  defines: {
    function_definition: { kind: "function" },
    method_declaration: { kind: "method" },
    class_declaration: { kind: "class" },
    trait_declaration: { kind: "class" },
    interface_declaration: { kind: "interface" },
    enum_declaration: { kind: "enum" },
    enum_case: { kind: "field" },
    property_element: { kind: "field", names: bare },
    property_promotion_parameter: { kind: "field", names: bare },
    const_element: { kind: "constant", names: (node) => node.namedChildren.slice(0, 1) },
    function_call_expression: { kind: "constant", names: definedName, when: isDefine },
  },
  names: ["name"],
  wraps: ["property_declaration", "const_declaration"],
  scopes: [],
  imports: {
    namespace_use_declaration: used,
    require_expression: required,
    require_once_expression: required,
    include_expression: required,
    include_once_expression: required,
  },
};
