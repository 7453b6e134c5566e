/** Style sheets: classes, ids and custom properties are what other files mention. */

import { children, only, unquoted, type Language, type SyntaxNode } from "../language.ts";

/** Nodes of a selector that are looked at. */
const mostNodes = 200;

/** The names in `.cart > #total:hover`: `cart` and `total`. */
function selected(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const left = [...children(node, "selectors")];
  for (let seen = 0; left.length > 0 && seen < mostNodes; seen += 1) {
    const next = left.shift();
    if (next === undefined) break;
    if (next.type === "class_selector") found.push(...children(next, "class_name"));
    if (next.type === "id_selector") found.push(...children(next, "id_name"));
    left.push(...next.namedChildren);
  }
  const names = new Map(found.map((each) => [each.text, each]));
  return [...names.values()].sort((a, b) => a.startIndex - b.startIndex);
}

function property(node: SyntaxNode): SyntaxNode | null {
  return children(node, "property_name")[0] ?? null;
}

function block(node: SyntaxNode): SyntaxNode | null {
  return children(node, "block", "keyframe_block_list")[0] ?? null;
}

export const css: Language = {
  grammar: "css",
  defines: {
    rule_set: { kind: "class", names: selected, body: block },
    declaration: {
      kind: "variable",
      names: only(property),
      when: (node) => property(node)?.text.startsWith("--") === true,
    },
    keyframes_statement: { kind: "function", names: (node) => children(node, "keyframes_name"), body: block },
  },
  names: ["class_name", "id_name", "plain_value", "property_name"],
  wraps: [],
  scopes: [],
  imports: {
    import_statement: (node) => {
      const [first] = node.namedChildren;
      const of =
        first?.type === "call_expression" ? children(first, "arguments")[0]?.namedChildren[0] : first;
      return of === undefined ? [] : unquoted(() => of)(node);
    },
  },
};
