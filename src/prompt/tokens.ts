/** Counts tokens as the models do; runs in the worker, because the tokenizer is large and counting is slow. */

/** UTF-16 units. Encoding is quadratic on runs without a word boundary, and slices keep those short. */
const longestSlice = 4096;
/** Where no line ends for so long, as in minified code, runs may be long too. */
const longestBlindSlice = 1024;

/** One count for each text. Slices end at line ends where they can, which costs under 0.002 % on code. */
export async function countTokens(texts: readonly string[]): Promise<readonly number[]> {
  const tokenizer = await import("gpt-tokenizer/encoding/o200k_base");
  const options = { disallowedSpecial: new Set<string>() };
  return texts.map((text) => {
    let count = 0;
    for (const slice of slices(text)) count += tokenizer.countTokens(slice, options);
    return count;
  });
}

/** What is counted at a time; together they are the text. */
export function* slices(text: string): Iterable<string> {
  for (let start = 0; start < text.length;) {
    const slice = firstSlice(text.slice(start, start + longestSlice));
    yield slice;
    start += slice.length;
  }
}

function firstSlice(ahead: string): string {
  if (ahead.length <= longestBlindSlice) return ahead;
  const lineEnd = ahead.lastIndexOf("\n") + 1;
  if (lineEnd > 0) return ahead.slice(0, lineEnd);
  const space = ahead.lastIndexOf(" ", longestBlindSlice);
  return ahead.slice(0, space > 0 ? space : wholeCharacter(ahead, longestBlindSlice));
}

/** Not between the halves of a pair, which would count as two broken characters. */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
