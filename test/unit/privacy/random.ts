/** Characters in a reproducible order: the same seed makes the same corpus on every machine. */

export type Random = (below: number) => number;

const small = "abcdefghijklmnopqrstuvwxyz";
const capital = small.toUpperCase();
const digit = "0123456789";

export const alphabets = {
  digit,
  hex: digit + "abcdef",
  base32: capital + "234567",
  capitalDigit: capital + digit,
  smallDigit: small + digit,
  letterDigit: capital + small + digit,
  base64url: capital + small + digit + "-_",
  base64: capital + small + digit + "+/",
} as const;

/** Mulberry32: 32 bits of state, even enough for test data. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Ends in a letter or digit, as what a person copies does; a sign in the last place would hide where a token ends. */
export function characters(random: Random, alphabet: keyof typeof alphabets, length: number): string {
  const from = alphabets[alphabet];
  const made = Array.from({ length }, () => from[random(from.length)] ?? "").join("");
  return made.replace(/[^A-Za-z0-9]$/, "7");
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)] as T;
}
