/** Rust: what a type can do stands apart from it, in `impl`. */

import { at, only, type Language, type SyntaxNode } from "../language.ts";

/** `impl Display for shop::Cart<T>` adds to `Cart`. */
function implemented(node: SyntaxNode): SyntaxNode | null {
  let type = at("type")(node);
  for (let depth = 0; type !== null && type.type !== "type_identifier" && depth < 10; depth += 1)
    type = at("type")(type) ?? at("name")(type);
  return type;
}

/** `use shop::{cart, tax::Rate as R}` is `shop::cart` and `shop::tax::Rate`. */
function used(node: SyntaxNode, depth = 0): readonly string[] {
  if (depth > 5) return [];
  switch (node.type) {
    case "scoped_use_list": {
      const path = at("path")(node)?.text;
      const list = at("list")(node)?.namedChildren.flatMap((each) => used(each, depth + 1)) ?? [];
      return path === undefined ? list : list.map((each) => (each === "self" ? path : `${path}::${each}`));
    }
    case "use_list":
      return node.namedChildren.flatMap((each) => used(each, depth + 1));
    case "use_as_clause":
      return [at("path")(node)?.text ?? ""];
    default:
      return [node.text];
  }
}

export const rust: Language = {
  grammar: "rust",
  defines: {
    function_item: { kind: "function" },
    function_signature_item: { kind: "function" },
    struct_item: { kind: "class" },
    union_item: { kind: "class" },
    enum_item: { kind: "enum" },
    enum_variant: { kind: "field" },
    trait_item: { kind: "interface" },
    impl_item: { kind: "extension", names: only(implemented) },
    type_item: { kind: "type" },
    associated_type: { kind: "type" },
    const_item: { kind: "constant", body: at("value") },
    static_item: { kind: "variable", body: at("value") },
    field_declaration: { kind: "field" },
    mod_item: { kind: "module", when: (node) => at("body")(node) !== null },
    macro_definition: { kind: "macro", body: (node) => node.namedChildren[1] ?? null },
  },
  names: ["identifier", "field_identifier", "type_identifier", "shorthand_field_identifier"],
  wraps: [],
  scopes: ["block"],
  imports: {
    use_declaration: (node) => used(at("argument")(node) ?? node),
    mod_item: (node) => (at("body")(node) === null ? [`self::${at("name")(node)?.text ?? ""}`] : []),
    extern_crate_declaration: (node) => [at("name")(node)?.text ?? ""],
  },
};
