/** An order of texts that is the same on every machine. */

/** Not by the rules of a language, which differ from machine to machine. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
