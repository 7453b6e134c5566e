/** Two lanes that know of each other: while a person's review runs, those of saves stand aside. */

export class Precedence {
  #reviews = 0;
  #listen: () => void = () => undefined;

  /** Whether a person's review runs. */
  get isTaken(): boolean {
    return this.#reviews > 0;
  }

  /** `listen` is called whenever `isTaken` may have changed; there is one listener, the lane of saves. */
  watch(listen: () => void): void {
    this.#listen = listen;
  }

  async ofPerson<T>(review: () => Promise<T>): Promise<T> {
    this.#reviews += 1;
    this.#listen();
    try {
      return await review();
    } finally {
      this.#reviews -= 1;
      this.#listen();
    }
  }
}
