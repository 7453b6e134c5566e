/** Cuts a text that is longer than it may be. */

/** At most `most` UTF-16 units, an ellipsis among them; no half of a pair is left behind. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
