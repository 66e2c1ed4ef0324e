/**
 * A symbol that no object has: `{ [__cc_none]: target = E }` reads nothing and evaluates E in a pattern's own order. No guest ever holds it: a Proxy answers
 * for it without asking the guest's trap (cell.test.ts).
 */
export const none: unique symbol = Symbol("none");
