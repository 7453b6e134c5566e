/** Gives a page one state at a time: what changes while it draws is sent when it is done, and a page that is gone gets nothing. */

export class Pace<T> {
  readonly #read: () => T;
  readonly #send: (state: T) => void;
  #page: "gone" | "free" | "drawing" = "gone";
  #behind = false;

  /** `read` makes the state of the moment; `send` takes it to the page. */
  constructor(read: () => T, send: (state: T) => void) {
    this.#read = read;
    this.#send = send;
  }

  /** The page stands and knows nothing. */
  ready(): void {
    this.#hand();
  }

  /** Something changed. */
  changed(): void {
    if (this.#page === "free") this.#hand();
    else this.#behind = true;
  }

  /** The page shows what it was sent last. */
  drawn(): void {
    if (this.#page === "gone") return;
    if (this.#behind) this.#hand();
    else this.#page = "free";
  }

  /** The page was hidden or closed; it will be another one that says `ready`. */
  gone(): void {
    this.#page = "gone";
  }

  #hand(): void {
    this.#page = "drawing";
    this.#behind = false;
    this.#send(this.#read());
  }
}
