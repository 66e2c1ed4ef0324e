import { RULES } from "./rules/index.js";
import type { Watcher } from "./facts/watcher.js";
import type { Handlers } from "./rule.js";
import type { RuleContext } from "./rule-context.js";

const handlersOf = <K extends keyof Handlers>(event: K): readonly NonNullable<Handlers[K]>[] =>
  RULES.map(({ on }) => on[event]).filter((handler): handler is NonNullable<Handlers[K]> => handler !== undefined);

/** Rules by what they look at. Made once, when the module is loaded. */
const NAME = handlersOf("name");
const TARGET = handlersOf("target");
const CALL = handlersOf("call");
const SPECIFIER = handlersOf("specifier");
const PATTERN = handlersOf("pattern");
const PROGRAM = handlersOf("program");
const KEY = new Map(handlersOf("key").flatMap(({ names, judge }) => names.map((name) => [name, judge] as const)));

/** Shows the rules what the walk comes by. */
export function watch(context: RuleContext): Watcher {
  return {
    name: context.hasUnusualNames
      ? (node) => {
          for (let i = 0; i < NAME.length; i++) NAME[i]!(node, context);
        }
      : undefined,
    key: (name, key, owner) => KEY.get(name)?.(name, key, owner, context),
    target: (node) => {
      for (let i = 0; i < TARGET.length; i++) TARGET[i]!(node, context);
    },
    call: (node) => {
      for (let i = 0; i < CALL.length; i++) CALL[i]!(node, context);
    },
    specifier: (node, isDynamic) => {
      for (const judge of SPECIFIER) judge(node, isDynamic, context);
    },
    pattern: (node) => {
      for (const judge of PATTERN) judge(node, context);
    },
    unsupported: (node) => context.report("unsupported-syntax", node, { type: node.type }),
  };
}

/** Shows the rules the program as a whole, its names resolved. */
export function judgeProgram(context: RuleContext): void {
  for (const judge of PROGRAM) judge(context);
}
