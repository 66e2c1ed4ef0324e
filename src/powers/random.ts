import { randomFillSync } from "node:crypto";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { skipN } from "pure-rand/utils/skipN";
import { Power } from "../runtime/power.js";

export interface RandomOptions {
  /** A whole number of 32 bits: each cell then draws the same sequence. Left out: the system's cryptographic source. */
  readonly seed?: number;
}

/**
 * The power to draw random numbers, granted under the name that guests use: `globals: { Math: random() }`. `Math.random()` then answers.
 *
 * With a seed, every cell begins the sequence anew and no cell can see how far another is; what is drawn is then no secret.
 */
export function random(options: RandomOptions = {}): Power {
  checkSeed(options);
  return new Power((host) => void host.setRandom(randomSource(options).next), { kind: "random", options: { ...options } });
}

/** Random numbers and bytes for one cell. */
export interface RandomSource {
  /** From 0 up to, not including, 1; multiples of 2⁻⁵³. */
  next(): number;
  fill(bytes: Uint8Array): void;
}

export function randomSource({ seed }: RandomOptions): RandomSource {
  return seed === undefined ? systemSource() : seededSource(seed);
}

/** 53 bits for each number, read from a block: one call of the system's source costs more than the numbers. */
function systemSource(): RandomSource {
  const block = new Uint32Array(256);
  let at = block.length;
  const word = (): number => {
    if (at === block.length) {
      randomFillSync(block);
      at = 0;
    }
    const drawn = block[at]!;
    // what was drawn is not kept: who reads our memory later learns nothing of it
    block[at++] = 0;
    return drawn;
  };
  return { next: () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53, fill: (bytes) => void randomFillSync(bytes) };
}

function seededSource(seed: number): RandomSource {
  const generator = xoroshiro128plus(seed);
  // small seeds leave most bits of the first states alike
  skipN(generator, 64);
  return {
    next: () => uniformFloat64(generator),
    fill: (bytes) => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = generator.next() >>> 24;
    },
  };
}

function checkSeed({ seed = 0 }: RandomOptions): void {
  if (!Number.isInteger(seed) || seed < -(2 ** 31) || seed >= 2 ** 32) throw new TypeError("random: the seed is a whole number of 32 bits");
}
