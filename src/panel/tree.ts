/** Describes a piece of the page as plain data, so that drawing is a function of the state and touches nothing. */

/** Only what the page needs; no attribute that could load or run something is among them. */
export interface Attributes {
  readonly class?: string;
  readonly id?: string;
  readonly role?: "status" | "progressbar" | "img";
  readonly type?: "button";
  readonly tabindex?: "-1";
  readonly "aria-label"?: string;
  readonly "aria-labelledby"?: string;
  readonly "aria-describedby"?: string;
  readonly "aria-hidden"?: "true";
  readonly "aria-pressed"?: "true" | "false";
  readonly "data-wish"?: string;
  readonly "data-finding"?: string;
  readonly "data-why"?: string;
  readonly "data-disclosure"?: string;
  readonly "data-pin"?: string;
  readonly "data-drop"?: string;
  /** How much of a row it takes, beside the others: a number. The page allows no styles, so `patch` sets it. */
  readonly "data-share"?: string;
  /** Set when the element is made, then left to the reader. */
  readonly open?: "";
}

/** None of them could load or run something. */
type Tag =
  | "article"
  | "button"
  | "code"
  | "dd"
  | "details"
  | "div"
  | "dl"
  | "dt"
  | "h1"
  | "h2"
  | "h3"
  | "h4"
  | "header"
  | "li"
  | "p"
  | "pre"
  | "section"
  | "span"
  | "strong"
  | "summary"
  | "ul";

export interface Branch {
  readonly tag: Tag;
  readonly attributes: Attributes;
  readonly children: readonly Tree[];
  /** Keeps an element the same one when its neighbours come and go. */
  readonly key?: string;
}

/** A string is text, whatever stands in it. */
export type Tree = Branch | string;

export function h(tag: Tag, attributes: Attributes, ...children: readonly Tree[]): Branch {
  return { tag, attributes, children };
}

export function keyed(key: string, branch: Branch): Branch {
  return { ...branch, key };
}

/** `make()` where there is something to show. */
export function when(shown: boolean, make: () => Tree): readonly Tree[] {
  return shown ? [make()] : [];
}
