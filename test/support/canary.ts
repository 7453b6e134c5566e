/** Looks for values that must not be somewhere, in every form that they might have taken on the way. */

/** Where the value stands, as `value in PLACE (as FORM)`; empty when it stands nowhere. */
export function sightings(
  canaries: Readonly<Record<string, string>>,
  places: Readonly<Record<string, string | Uint8Array>>,
): readonly string[] {
  const found: string[] = [];
  for (const [place, content] of Object.entries(places)) {
    const bytes = Buffer.from(content);
    for (const [name, value] of Object.entries(canaries)) {
      for (const [form, bait] of formsOf(value))
        if (bytes.includes(bait)) found.push(`${name} in ${place} (as ${form})`);
    }
  }
  return found;
}

function formsOf(value: string): readonly (readonly [form: string, bait: string])[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  // Base64 from each of the three positions that a value can start at; its ragged ends depend on the neighbours.
  const encoded = [0, 1, 2].map((shift) =>
    Buffer.from("\0".repeat(shift) + value)
      .toString("base64")
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [
    ["itself", value],
    ["JSON", escaped],
    ["JSON in JSON", JSON.stringify(escaped).slice(1, -1)],
    ["percent", encodeURIComponent(value)],
    ["hex", Buffer.from(value).toString("hex")],
    ...encoded.map((bait) => ["base64", bait] as const),
  ];
}
