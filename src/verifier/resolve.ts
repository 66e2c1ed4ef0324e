import { Use, type Binding } from "./scope.js";
import { contains, isTemp } from "./shapes.js";
import type { Walk } from "./walk.js";

/**
 * What can be judged once every name is declared: no name is free (I2), nothing of the prelude is assigned (I3), held bases are steady (I4), and
 * leaves are only called, and lists spread without guard kept by their functions (I10).
 */
export function resolve(walk: Walk): void {
  const { nodes, scopes, uses, spreads, bases } = walk.references;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    const scope = scopes[i]!;
    const binding = scope.find(node.name);
    if (binding === undefined) {
      const own = node.name === "arguments" ? scope.findArguments() : undefined;
      if (own === undefined) walk.report.refuse("I2-free-name", `\`${node.name}\` is not declared.`, node);
      else if (exposes(uses[i]!)) own.exposed = true;
      continue;
    }
    if (uses[i] !== Use.Call) binding.escapes = true;
    if (exposes(uses[i]!)) binding.exposed = true;
    if (uses[i]! < Use.Write) continue;
    if (binding.fixed) walk.report.refuse("I3-assigned", `\`${node.name}\` is assigned.`, node);
    binding.writes++;
    binding.writtenIn = scope.frame;
    binding.writtenAt = node.start;
  }
  for (const i of spreads) {
    const node = nodes[i]!;
    const binding = scopes[i]!.find(node.name);
    // Nobody has the list, so nobody has given it an iterator or another length.
    const isKept = binding === undefined ? scopes[i]!.findArguments()?.exposed === false : isKeptRest(binding);
    if (!isKept) walk.report.refuse("I10-size", `\`${node.name}\` is spread, and may have any length and any iterator.`, node);
  }
  for (const { node, base, key, scope } of bases) {
    const binding = scope.find(base.name);
    if (binding === undefined || binding.writes === 0 || binding.constant) continue; // free names have been refused; `arguments` cannot be assigned
    // A temp is assigned at one place, by the activation that uses it, and not by the key itself.
    const isHeld =
      isTemp(base.name) &&
      binding.writes === 1 &&
      binding.writtenIn === binding.frame &&
      scope.frame === binding.frame &&
      !contains(key, binding.writtenAt);
    if (!isHeld) walk.report.refuse("I4-base", `\`${base.name}\` may be another value when the key has been evaluated.`, node);
  }
  for (const { node, scope } of walk.leaves) {
    const binding = scope.find(node.id!.name)!; // a declaration has bound it
    if (binding.declarations !== 1 || binding.escapes)
      walk.report.refuse("I10-leaf", "A function without entry is used other than by calling it.", node);
  }
  for (const { node, scope, specifier } of walk.requires)
    if (scope.find("require")!.frame.kind === "run" && !walk.dynamicImports.has(specifier))
      walk.report.refuse("I8-import", `\`${specifier}\` is required, and not among the manifest's dynamic imports.`, node);
  for (const name of walk.keyTemps)
    if (walk.readTemps.has(name)) walk.report.refuse("I3-temp", `\`${name}\` holds a key and is read elsewhere.`, { start: 0, end: 0 });
}

const exposes = (use: Use): boolean => use !== Use.Spread && use !== Use.Part;

/** A `var` or function of that name in the body begins with the same list, or is the same variable. */
const isKeptRest = ({ rest, exposed, declarations, name, frame }: Binding): boolean =>
  rest && !exposed && declarations === 1 && frame.vars.names?.has(name) !== true;
