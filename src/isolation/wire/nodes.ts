/**
 * A value on its way through a channel: what the membrane's carrier took apart, to be written as text. Primitives, registered symbols and ArrayBuffers
 * stand for themselves.
 */
export type Node =
  | { readonly kind: "object"; readonly bare: boolean; readonly parts: unknown[] }
  | { readonly kind: "array"; readonly length: number; readonly parts: unknown[] }
  | { readonly kind: "map" | "set"; readonly parts: unknown[] }
  | { readonly kind: "date"; readonly time: number }
  | { readonly kind: "regexp"; readonly source: string; readonly flags: string; readonly last: number }
  | { readonly kind: "boxed"; readonly value: string | number | boolean | bigint }
  | { readonly kind: "view"; readonly type: string; readonly buffer: ArrayBuffer; readonly offset: number; readonly length: number }
  | {
      readonly kind: "error";
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
      readonly parts: unknown[];
    }
  | RemoteNode
  | HomeNode;

/** Something that stays here and is called from there. */
export interface RemoteNode {
  readonly kind: "remote";
  readonly what: "function" | "promise" | "iterator" | "handle" | "bastion";
  readonly original: object;
  readonly name: string;
  readonly length: number;
  /** Of a bastion: names and functions in turn. */
  readonly parts: unknown[];
}

/** Something of the other side that goes home. */
export interface HomeNode {
  readonly kind: "home";
  readonly id: number;
}

/** Everything that a node may refer to. */
export const isNode = (value: unknown): value is Node | ArrayBuffer => typeof value === "object" && value !== null;

/** UTF-16 code units of a regular expression that crosses. */
export const LONGEST_PATTERN = 2 ** 16;
