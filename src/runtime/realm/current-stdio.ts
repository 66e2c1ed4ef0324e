import { AsyncLocalStorage } from "node:async_hooks";

let storage: AsyncLocalStorage<ReadonlyMap<object, unknown>> | undefined;

/**
 * What a cell's output goes to at the moment. `run` sets it for a call and for everything that the call begins, through promises and timers, without a
 * global that others could see. Costs nothing until it is used for the first time.
 */
export class Current<T> {
  run<R>(value: T, body: () => R): R {
    storage ??= new AsyncLocalStorage();
    return storage.run(new Map([...(storage.getStore() ?? []), [this, value]]), body);
  }

  get(): T | undefined {
    return storage?.getStore()?.get(this) as T | undefined;
  }
}
