import { createHash } from "node:crypto";
import type { Policy } from "./types.js";

/** The policy as JSON with sorted keys: equal policies, equal text. One that bounds nothing has no `limits`. */
export function canonicalPolicy({ limits, ...rest }: Policy): string {
  return JSON.stringify(sortKeys(Object.keys(limits).length === 0 ? rest : { ...rest, limits }));
}

/** `sha256-` and the base64 digest of the canonical form: the manifest's `policy`. */
export function policyDigest(policy: Policy): string {
  return `sha256-${createHash("sha256").update(canonicalPolicy(policy)).digest("base64")}`;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortKeys(item)]),
  );
}
