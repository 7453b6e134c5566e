/** Judges a literal value: could a person have meant it as a secret, or does it only stand where one will be? */

/** Wordings that say "put yours here", lookups that fetch it elsewhere, and templates that are filled in later. */
const placeholder = new RegExp(
  [
    String.raw`example|sample|placeholder|change[-_ ]?(?:me|it|this)|replace|your[-_]|^your|dummy|fake|redacted|masked|insert|todo|fixme`,
    String.raw`not[-_]?(?:a|the|your|real|so|used|set)\b|[-_]here$|^(?:my|the|some|any|an?|test|wrong|bad|invalid|old|new)[-_]?(?:pass|secret|token|key|api|pwd)[a-z_-]*\d{0,3}$`,
    String.raw`x{4}|\*{3}|\.{3}|…|•|<[^<>]*>|^\$\w+$|\$[{(]|\{\{|#\{|<%|\{[\w.]*\}|^%\w+%$|^%[-\w]{1,3}$|^\[.*\]$|^__.*__$`,
    String.raw`process\.env|environ|getenv|env[[.(]|^(?:arn|vault|op|ssm|sm|ref\+\w+|file|env|secret|secrets|keyring|kms|enc|encrypted)[:[(]`,
    String.raw`^(?:test|testing|demo|admin|root|guest|user|username|default|qwerty|foo|bar|baz|foobar|abc|none|null|nil|true|false|string|text|hidden|required|optional|disabled|enabled|undefined|postgres|mysql|redis|localhost|x-oauth-basic|x-access-token)[-_]?\d{0,4}$`,
    String.raw`^(?:u?int|float|bytes?|complex|utf|sha|md|base|argon|pbkdf|aes|rsa|hmac|varchar|char)[-_]?\d+`,
  ].join("|"),
  "i",
);

const keyword = /pass|pwd|secret|token|credential|key|auth/i;

export function isPlaceholder(value: string): boolean {
  return (
    placeholder.test(value) ||
    new Set(value).size < 3 ||
    (isWords(value) && /^\D*$/.test(value) && keyword.test(value))
  );
}

/** A selector, a pattern, a path or a stretch of code between two quotes, none of which is a value. */
function isSyntax(value: string): boolean {
  return (
    /\s|:\/\/|^\^|\\[dwsb]|\[\w+[*^$~|]?=|^[+.,&)].*[+.,&(]$|=>|\(\)/.test(value) ||
    (/^[#./@&?][\w./-]+$/.test(value) && !isShuffled(value))
  );
}

/** Small letters, capitals and digits change too often for words: under 3.2 of them in a row where names have four and more. */
function isShuffled(value: string): boolean {
  const runs = value.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
  const length = runs.reduce((sum, run) => sum + run.length, 0);
  return length >= 16 && length < 3.2 * runs.length;
}

/** Letters with a few digits at their end, joined by signs: names of things, not secrets. */
function isWords(value: string): boolean {
  return value.split(/[^A-Za-z0-9]+/).every((piece) => /^(?:[A-Za-z]*\d{0,3}|\d{4})$/.test(piece));
}

/** Holds for what a generator makes: at least twelve characters, letters and digits in turns or small letters and capitals mixed. */
export function looksRandom(value: string): boolean {
  if (value.length < 12 || isSyntax(value) || isPlaceholder(value)) return false;
  if (value.replace(/[^A-Za-z]/g, "").length < 3) return false;
  if (isShuffled(value)) return true;
  const turns = value.match(/[A-Za-z][^A-Za-z0-9]*(?=\d)|\d[^A-Za-z0-9]*(?=[A-Za-z])/g) ?? [];
  return !isWords(value) && turns.length >= (/[a-z0-9]{20}|[A-Z0-9]{20}/.test(value) ? 2 : 3);
}

/** Holds also for what a person makes up as a password: letters and at least one digit or sign. */
export function looksChosen(value: string): boolean {
  if (value.length < 6 || isSyntax(value) || isPlaceholder(value) || isConstantName(value)) return false;
  return /[A-Za-z]/.test(value) && /[0-9!@#$%^&*?~+=]/.test(value);
}

/** Holds also for a password that is one plain word; only worth asking where the place leaves little doubt. */
export function looksLikeWordChosen(value: string): boolean {
  return /^[A-Za-z]{8,}$/.test(value) && !keyword.test(value) && !isPlaceholder(value);
}

function isConstantName(value: string): boolean {
  return /^[A-Z]+(?:_[A-Z0-9]+){2,}$/.test(value);
}
