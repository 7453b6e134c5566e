/** Reads what others wrote without trusting its shape: a field that is missing or of another kind is null. */

export function fieldOf(value: unknown, ...names: readonly (string | number)[]): unknown {
  let inner = value;
  for (const name of names) {
    if (typeof inner !== "object" || inner === null) return null;
    inner = (inner as Readonly<Record<string | number, unknown>>)[name] ?? null;
  }
  return inner;
}

export function textOf(value: unknown, ...names: readonly (string | number)[]): string | null {
  const field = fieldOf(value, ...names);
  return typeof field === "string" ? field : null;
}

/** A whole number that counts something: never below zero. */
export function countOf(value: unknown, ...names: readonly (string | number)[]): number | null {
  const field = fieldOf(value, ...names);
  return typeof field === "number" && Number.isFinite(field) && field >= 0 ? Math.round(field) : null;
}

/** As much of a foreign text as anybody is shown: 300 characters on one line. */
export function excerpt(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, 300);
}

/** An endpoint may echo the key in its errors; nobody needs to read it there. */
export function withoutKey(text: string, key: string | null): string {
  return key === null || key === "" ? text : text.replaceAll(key, "…");
}
