/** Whether a name has nothing unusual in it. Nearly all end here, also in programs that hold other characters. */
export const isAscii = (name: string): boolean => !/[^\0-\x7f]/.test(name);
