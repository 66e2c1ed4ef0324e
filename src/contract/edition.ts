/** Edition of the cell language. An artifact of another edition is refused (invariant I13). */
export const EDITION = 1;
