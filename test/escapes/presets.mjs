// What the corpus is run under: the two presets of policies, and none: text as it is, in a tamed realm behind the membrane (layers 4 and 5 alone).
export const PRESETS = ["strict", "compat"];
export const RAW = "raw";

/** Attacks that say something about taming and membrane: those on loops, syntax and artifacts are other layers' matter. */
export const isForRaw = ({ family, goal }) =>
  goal !== "deny" && /^(?:bastion|error-stack|host-callback|host-object|inspect-symbol|promise-async|toctou)$/.test(family);

/** What a bundle needs for `raw`, beside the package. */
export const RAW_ENTRY = { "raw-realm": "test/escapes/raw-realm.ts" };

/** Not run raw, and why: what these two layers cannot see. */
export const RAW_LOOPS = {
  "115-guest-proxy-to-host": "it recurses for minutes, and without guards nothing counts",
};
