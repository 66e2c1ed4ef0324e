/** Prefix of the script names under which guest programs are evaluated: how a stack's guest frames are told from all others. */
export const GUEST_SCRIPT = "cell:";
