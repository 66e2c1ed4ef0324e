import { TypeErrorOf, freeze, reflectDefineProperty } from "../../realm/inside/intrinsics.js";
import { accessor } from "../../realm/inside/descriptors.js";
import { finishFast, makeFast } from "./fast-object.js";

/** Reads a binding where it was declared: the exporter's own `() => x`. */
export type Getter = () => unknown;

const refuse = (): never => {
  throw new TypeErrorOf("Assignment to constant variable.");
};

/**
 * What `__cc.module(i)` answers: one accessor per imported name. The getter is the declaring module's own closure, never a chain,
 * so an engine inlines `__cc_m0.x` down to the read of a context slot; the dead zone's ReferenceError comes from the read itself.
 * Assignments throw the TypeError that assignments to an import throw.
 */
export const makeEnvironment = makeFast;

/** Gives an imported name its getter. */
export function bindName(environment: object, name: string, getter: Getter): void {
  reflectDefineProperty(environment, name, accessor(getter, refuse, true));
}

/** All names are bound. */
export function sealEnvironment(environment: object): void {
  finishFast(environment);
  freeze(environment);
}
