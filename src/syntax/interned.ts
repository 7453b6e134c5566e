/** Numbers for names, so that of a million places none has to hold a string. */

/** Numbers count from 0, in the order in which names came. */
export class Interned {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  /** In the order of their numbers. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** Gives a new name the next number. */
  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const next = this.#names.length;
    this.#numbers.set(name, next);
    this.#names.push(name);
    return next;
  }

  /** Null for a name that never came. */
  find(name: string): number | null {
    return this.#numbers.get(name) ?? null;
  }

  nameOf(number: number): string {
    return this.#names[number] ?? "";
  }
}
