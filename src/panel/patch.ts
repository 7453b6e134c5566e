/** Brings the page to what a description says, touching only what differs: focus, selection and open parts stay. */

import type { Attributes, Branch, Tree } from "./tree.ts";

/** What each element was last made from. */
const made = new WeakMap<Element, Branch>();

export function patch(parent: Element, wanted: readonly Tree[]): void {
  const standing = keepKeyed(parent, wanted);
  let next = parent.firstChild;
  for (const tree of wanted) {
    const node = reuse(next, tree, standing) ?? create(tree);
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
    if (typeof tree === "string") write(node, tree);
    else dress(node as Element, tree);
  }
  while (next !== null) {
    const surplus = next;
    next = next.nextSibling;
    surplus.remove();
  }
}

/** What is gone goes first, so that what stays need not be moved: a moved element loses the focus. */
function keepKeyed(parent: Element, wanted: readonly Tree[]): ReadonlyMap<string, Element> {
  const standing = new Map<string, Element>();
  const keys = new Set<string>();
  for (const tree of wanted) if (typeof tree !== "string" && tree.key !== undefined) keys.add(tree.key);
  for (const child of [...parent.children]) {
    const key = made.get(child)?.key;
    if (key === undefined) continue;
    if (keys.has(key)) standing.set(key, child);
    else child.remove();
  }
  return standing;
}

function reuse(next: ChildNode | null, tree: Tree, standing: ReadonlyMap<string, Element>): ChildNode | null {
  if (typeof tree === "string") return next instanceof Text ? next : null;
  if (tree.key !== undefined) return standing.get(tree.key) ?? null;
  const fits = next instanceof Element && made.get(next)?.key === undefined && next.localName === tree.tag;
  return fits ? next : null;
}

function create(tree: Tree): ChildNode {
  return typeof tree === "string" ? document.createTextNode(tree) : document.createElement(tree.tag);
}

function write(node: ChildNode, text: string): void {
  if (node.nodeValue !== text) node.nodeValue = text;
}

function dress(element: Element, wanted: Branch): void {
  const before = made.get(element);
  for (const name of names(wanted)) {
    const leftToReader = name === "open" && before !== undefined;
    const value = wanted.attributes[name] ?? "";
    if (leftToReader || before?.attributes[name] === value) continue;
    element.setAttribute(name, value);
    if (name === "data-share") (element as HTMLElement).style.flexGrow = value;
  }
  for (const name of before === undefined ? [] : names(before)) {
    if (!(name in wanted.attributes) && name !== "open") element.removeAttribute(name);
  }
  made.set(element, wanted);
  patch(element, wanted.children);
}

function names({ attributes }: Branch): readonly (keyof Attributes)[] {
  return Object.keys(attributes) as (keyof Attributes)[];
}
