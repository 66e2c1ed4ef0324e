/**
 * The fixed forms of docs/artifact.md, as they stand there. W is the frame's weight, N a name. Where a form has a blank, an artifact may have any white space
 * or, next to a mark, none; nowhere else: so a node whose text matches has the form's tokens and no others, and hence its tree.
 */
const form = (text: string): RegExp =>
  new RegExp(
    text
      .replace(/[$()*+.?[\\\]^{|}]/g, "\\$&")
      .replace(/(?<=\w) (?=\w)/g, "\\s+")
      .replaceAll(" ", "\\s*")
      .replace(/\bW\b/, "([1-9][0-9]{0,8})")
      .replace(/\bN\b/g, "([^\\s=(),;]+)"),
    "y",
  );

export const ENTRY = form("const __cc_p = __cc_enter(W);");
export const ENTRY_OF_SUSPENDABLE = form("let __cc_p = __cc_enter(W), __cc_y;");
export const COUNTERS = form("let __cc_n = 0, __cc_s = 0;");
export const CHARGE = form("if ((__cc_n = __cc_n - 1 | 0) < 0) __cc_n = __cc_s = __cc_buy(__cc_s) | 0;");
export const EXIT = form("__cc_leave(__cc_p);");
export const FENCE = form("{ __cc_leave(__cc_p); }");
export const FENCE_OF_SUSPENDABLE = form("{ __cc_fin(__cc_p); }");

export const PASSAGE = form("__cc_y");
export const LEFT = form("__cc_p = __cc_leave(__cc_p, -1)");
export const ENTERED = form("__cc_p = __cc_enter(W)");
export const WEIGHT = form("W");

export const CAUGHT = form("N = __cc_caught(N);");
export const CAUGHT_AT_DEPTH = form("N = __cc_caught(N, __cc_p, W);");
export const ALIVE = form("__cc_alive();");
export const ALIVE_AT_DEPTH = form("__cc_alive(__cc_p, W);");
export const REENTERED = form("__cc_p = __cc_back(__cc_p, W);");

export const HEAD_ENTERED = form("[__cc_none]: __cc_h = __cc_enter(W)");
export const HEAD_LEFT = form("[__cc_none]: {} = __cc_leave(__cc_h, 0)");

export const COMPLETION = form("let __cc_v;");
export const ANSWER = form("return __cc_v;");
export const ANSWER_AT_DEPTH = form("return __cc_leave(__cc_p, __cc_v);");
