import { deprecatedGlobal, deprecatedMember } from "./deprecated.js";
import { directEval } from "./direct-eval.js";
import { forbiddenConstructor } from "./forbidden-constructor.js";
import { forbiddenGlobal } from "./forbidden-global.js";
import { forbiddenKey } from "./forbidden-key.js";
import { globalAssignment } from "./global-assignment.js";
import { importDenied } from "./import-denied.js";
import { intrinsicWrite } from "./intrinsic-write.js";
import { invalidRegexp } from "./invalid-regexp.js";
import { invisibleCharacter } from "./invisible-character.js";
import { oversize } from "./oversize.js";
import { redeclaredParameter } from "./redeclared-parameter.js";
import { reservedName } from "./reserved-name.js";
import { unknownGlobal } from "./unknown-global.js";
import { unnormalizedName } from "./unnormalized-name.js";
import { unreachableGuard } from "./unreachable-guard.js";
import type { NameRule, Rule } from "../rule.js";

/** Rules over the tree. */
export const RULES: readonly Rule[] = [
  forbiddenKey,
  forbiddenConstructor,
  intrinsicWrite,
  importDenied,
  reservedName,
  invisibleCharacter,
  unnormalizedName,
  invalidRegexp,
  redeclaredParameter,
  deprecatedMember,
  oversize,
];

/** Rules over free names; the first that claims a use has it. */
export const NAME_RULES: readonly NameRule[] = [
  deprecatedGlobal,
  directEval,
  forbiddenGlobal,
  globalAssignment,
  unknownGlobal,
  unreachableGuard,
];
