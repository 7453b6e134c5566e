/** Judges whether enough of a secret is left in a text to be of use. */

/** Characters in a row; so many of a secret would help to guess the rest. */
const telling = 10;

/** Also of a short one that is split: half of it. */
export function survives(secret: string, sent: string): boolean {
  const length = Math.min(telling, Math.floor(secret.length / 2));
  return secret.split("\n").some((line) => {
    const starts = Array.from({ length: line.length - length + 1 }, (_, at) => at);
    return starts.some((at) => sent.includes(line.slice(at, at + length)));
  });
}
