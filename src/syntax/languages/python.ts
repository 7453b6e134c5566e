/** Python: whatever a module, a class or an object of it assigns is a definition. */

import { at, is, nothing, only, type Language, type SyntaxNode } from "../language.ts";

/** `x = 1`, `x: int = 1` and `a, b = 1, 2`. */
function assigned(node: SyntaxNode): readonly SyntaxNode[] {
  const left = at("left")(node);
  if (left === null) return [];
  return [left, ...left.namedChildren].filter(({ type }) => type === "identifier");
}

/** `from shop import cart` may mean `shop.cart`, so both are told. */
function imported(node: SyntaxNode): readonly string[] {
  const from = at("module_name")(node)?.text ?? null;
  const names = node
    .childrenForFieldName("name")
    .map((each) => (each.type === "aliased_import" ? at("name")(each) : each)?.text ?? "");
  if (from === null) return names;
  return [from, ...names.map((name) => (from.endsWith(".") ? `${from}${name}` : `${from}.${name}`))];
}

export const python: Language = {
  grammar: "python",
  defines: {
    function_definition: { kind: "function" },
    class_definition: { kind: "class" },
    assignment: [
      {
        kind: "variable",
        names: assigned,
        body: at("right"),
        when: is(at("left"), "identifier", "pattern_list", "tuple_pattern"),
      },
      {
        kind: "field",
        names: only(at("left", "attribute")),
        body: at("right"),
        when: (node) => at("left", "object")(node)?.text === "self",
        anywhere: true,
      },
    ],
    type_alias_statement: {
      kind: "type",
      names: (node) => at("left")(node)?.namedChildren ?? [],
      body: nothing,
    },
  },
  names: ["identifier"],
  wraps: ["decorated_definition", "expression_statement"],
  scopes: ["function_definition", "lambda"],
  imports: { import_statement: imported, import_from_statement: imported },
};
