/** Ruby: much of what it defines is defined by calls. */

import { at, children, is, only, unquoted, type Language, type SyntaxNode } from "../language.ts";

const importing = ["require", "require_relative", "load", "autoload"];
const defining = [
  "attr_accessor",
  "attr_reader",
  "attr_writer",
  "attr",
  "define_method",
  "scope",
  "delegate",
  "alias_method",
];

function argument(node: SyntaxNode): readonly SyntaxNode[] {
  return at("arguments")(node)?.namedChildren ?? [];
}

/** `class Shop::Cart` defines `Cart`. */
function lastName(node: SyntaxNode): SyntaxNode | null {
  const name = at("name")(node);
  return name?.type === "scope_resolution" ? at("name")(name) : name;
}

export const ruby: Language = {
  grammar: "ruby",
  defines: {
    method: { kind: "function" },
    singleton_method: { kind: "function" },
    class: { kind: "class", names: only(lastName) },
    module: { kind: "class", names: only(lastName) },
    assignment: {
      kind: "constant",
      names: only(at("left")),
      body: at("right"),
      when: is(at("left"), "constant"),
    },
    call: {
      kind: "method",
      names: (node) => argument(node).filter(({ type }) => type === "simple_symbol"),
      when: (node) => defining.includes(at("method")(node)?.text ?? ""),
    },
  },
  names: ["identifier", "constant", "simple_symbol"],
  sigil: /^:/,
  wraps: [],
  scopes: ["method", "singleton_method"],
  imports: {
    call: (node) =>
      importing.includes(at("method")(node)?.text ?? "")
        ? children(at("arguments")(node) ?? node, "string").flatMap((each) => unquoted(() => each)(node))
        : [],
  },
};
