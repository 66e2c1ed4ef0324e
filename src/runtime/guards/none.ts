/** A symbol that no object has: `{ [__cc_none]: target = E }` reads nothing and evaluates E in a pattern's own order. No guest ever holds it. */
export const makeNone = (): symbol => Symbol("none");
