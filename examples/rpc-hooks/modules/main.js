import { greet } from "./greet.js";
import settings from "./settings.json" with { type: "json" };

export const run = (name) => (settings.loud ? greet(name).toUpperCase() : greet(name));
