import { elements, scan, SHIFT, SHORT, type Payer } from "../realm/inside/charges/payer.js";

/**
 * `...(__cc_count(x.length), x)`: pays for a spread of arguments that nobody but the function has, a list that can have no iterator of its own. The engine
 * hands it on without making an array, as long as x goes to no guard.
 */
export const makeCount =
  ({ state, pay, allocate }: Payer) =>
  (length: number): void => {
    if (length < SHORT && state.fuel >= SHORT) {
      state.fuel -= length >> SHIFT;
      return;
    }
    pay(scan(length));
    if (length >= SHORT) allocate(elements(length));
  };
