import { parse, type Node } from "acorn";
import { GUARD_PREFIX, LANGUAGE_GLOBALS, type Manifest } from "../../contract/index.js";
import type { VerifiedProgram } from "../../verifier/index.js";

/** Stands for whatever there may be: a power that is passed on whole, a specifier that is computed. */
export const ANYTHING = "*";

/** What a verified program can ask of its cell and what it offers, each a set of names; sets compare where lists would not. */
export interface Authority {
  readonly features: ReadonlySet<string>;
  /** Globals beside the language's own, which every program has. */
  readonly globals: ReadonlySet<string>;
  /** `console.log`; `console.*` for a power that is used otherwise than by a member that the text names. */
  readonly members: ReadonlySet<string>;
  /** Looked up at run time. */
  readonly names: ReadonlySet<string>;
  /** Specifiers, with their attributes. */
  readonly imports: ReadonlySet<string>;
  /** `"lib".name`; `"lib".*` for a namespace object. */
  readonly importedNames: ReadonlySet<string>;
  readonly dynamicImports: ReadonlySet<string>;
  /** Top-level names of a module, and of a script in the main namespace. */
  readonly exports: ReadonlySet<string>;
}

/** Reads it off manifest and body. The verifier has made sure that both agree, and that no other binding has a global's name. */
export function authorityOf({ manifest, body }: VerifiedProgram): Authority {
  const powers = new Set(manifest.globals.filter((name) => !LANGUAGE_GLOBALS.includes(name)));
  const used = usesIn(parse(body, { ecmaVersion: "latest", sourceType: "module" }), powers, manifest);
  const { imports } = manifest;
  return {
    features: new Set(manifest.features.filter((feature) => feature !== "mediation")),
    globals: powers,
    members: used.members,
    names: new Set(manifest.names),
    imports: new Set(imports.map(specifierOf)),
    importedNames: new Set(imports.flatMap((i) => [...i.names, ...(i.star ? [ANYTHING] : [])].map((name) => `${specifierOf(i)}.${name}`))),
    dynamicImports: new Set([...manifest.dynamicImports.map((s) => JSON.stringify(s)), ...(used.computesImports ? [ANYTHING] : [])]),
    exports: new Set([
      ...manifest.exports.map((entry) =>
        entry.export === "*" && "from" in entry ? `* from ${specifierOf(imports[entry.from]!)}` : entry.export,
      ),
      ...manifest.declares.vars,
      ...manifest.declares.lexicals,
    ]),
  };
}

const specifierOf = ({ specifier, attributes }: Manifest["imports"][number]): string =>
  JSON.stringify(specifier) + (attributes === undefined ? "" : ` with ${JSON.stringify(attributes)}`);

interface Uses {
  readonly members: Set<string>;
  computesImports: boolean;
}

type Child = Node & Record<string, unknown>;

/** Where a name stands as a name: neither as a static key nor in the prelude, which binds it. */
function usesIn(program: Node, powers: ReadonlySet<string>, manifest: Manifest): Uses {
  const uses: Uses = { members: new Set(), computesImports: false };
  const importers = manifest.goal === "commonjs" ? [`${GUARD_PREFIX}import`, "require"] : [`${GUARD_PREFIX}import`];
  const pending: [node: Child, parent: Child | undefined, key: string][] = [[program as Child, undefined, ""]];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [node, parent, key] = next;
    if (node.type === "Identifier" && !isStaticKey(parent, key) && !(parent?.type === "VariableDeclarator" && key === "id")) {
      const name = node["name"] as string;
      if (powers.has(name)) uses.members.add(`${name}.${memberOf(parent, key) ?? ANYTHING}`);
      else if (importers.includes(name) && !callsWithText(parent, key)) uses.computesImports = true;
    }
    for (const each of Object.keys(node)) for (const child of [node[each]].flat()) if (isNode(child)) pending.push([child, node, each]);
  }
  return uses;
}

const isNode = (value: unknown): value is Child => typeof value === "object" && value !== null && "type" in value && "start" in value;

function isStaticKey(parent: Child | undefined, key: string): boolean {
  if (parent === undefined || parent["computed"] === true) return false;
  if (key === "property") return parent.type === "MemberExpression";
  return key === "key" && parent["shorthand"] !== true;
}

function memberOf(parent: Child | undefined, key: string): string | undefined {
  if (parent?.type === "CallExpression" && key === "callee") return "()";
  if (parent?.type !== "MemberExpression" || key !== "object" || parent["computed"] === true) return undefined;
  return (parent["property"] as Child)["name"] as string | undefined;
}

/** `require("a")`; and the prelude's own `__cc.import`, which is no use. */
function callsWithText(parent: Child | undefined, key: string): boolean {
  const [first] = parent?.type === "CallExpression" && key === "callee" ? (parent["arguments"] as Child[]) : [];
  return first?.type === "Literal" || (parent?.type === "FunctionExpression" && key === "params");
}
