/** Makes characters visible that could pass a foreign name off as something else. */

/** Controls, line separators, direction marks, what has no width, and halves of a pair. */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** One line in, one line out: a newline comes out as `\u{a}`. */
export function visible(name: string): string {
  return name.replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
