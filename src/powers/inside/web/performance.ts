/**
 * `performance`, as far as time goes: whole steps of the cell's clock, from the first look on. Without the `clock` power it has what `Date.now` has: an error, or a
 * time of its own.
 */
class Performance {
  #origin: number | undefined;

  get timeOrigin(): number {
    return (this.#origin ??= Date.now());
  }
  now(): number {
    const now = Date.now();
    return now - (this.#origin ??= now);
  }
  /** Marks are taken and forgotten: there is nobody to read them. */
  mark(): void {
    void this.#origin;
  }
  measure(): void {
    void this.#origin;
  }
  clearMarks(): void {
    void this.#origin;
  }
  clearMeasures(): void {
    void this.#origin;
  }
  toJSON(): { timeOrigin: number } {
    return { timeOrigin: this.timeOrigin };
  }
  get [Symbol.toStringTag](): string {
    return "Performance";
  }
}

export const performance = new Performance();
