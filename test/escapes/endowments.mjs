// What every attack is given, handed over as a careful supervisor would: functions as they are, instances of host classes as bastions.

/** Makes the endowments that an attack's header asks for, and a check whether the host's own objects are still what they were. */
export function makeEndowments({ canary, report, needs, bastion }) {
  class HostThing {
    constructor() {
      this.name = "thing";
      this._token = canary;
    }
    hello() {
      return "hello from " + this.name;
    }
    _secret() {
      return this._token;
    }
  }
  const face = (thing) => bastion(thing, { name: "thing" });
  const object = new HostThing();
  const array = [new HostThing(), new HostThing(), { kind: "plain", list: [1, 2, 3] }];
  const deep = (n) => (n <= 0 ? 0 : 1 + deep(n - 1));
  const functions = {
    echo: (x) => x,
    call: (fn, ...args) => fn.apply({ hostThis: true, list: [1, 2] }, [[1, { inner: [2] }], { made: "by host" }, ...args]),
    promise: () => Promise.resolve(face(new HostThing())),
    rejects: () => Promise.reject(new Error("host rejection")),
    throws: () => {
      throw new Error("host failure");
    },
    deep,
  };
  const globals = { report };
  if (needs.some((name) => name === "host" || name.startsWith("host."))) {
    globals.host = { ...functions, object: face(object), array: [face(array[0]), face(array[1]), array[2]] };
  }
  const before = {
    proto: Object.getPrototypeOf(object),
    hello: HostThing.prototype.hello,
    secret: HostThing.prototype._secret,
    first: array[0],
  };
  const own = { ...functions };
  const tampered = () => {
    const found = [];
    const check = (what, holds) => {
      let ok = false;
      try {
        ok = holds();
      } catch {
        ok = false;
      }
      if (!ok) found.push(what);
    };
    check("object.hello", () => object.hello === before.hello && object.hello() === "hello from " + object.name && object.name === "thing");
    check("HostThing.prototype", () => HostThing.prototype.hello === before.hello && HostThing.prototype._secret === before.secret);
    check("object's prototype", () => Object.getPrototypeOf(object) === before.proto);
    check("object._token", () => object._token === canary);
    check("host functions", () => Object.keys(own).every((key) => functions[key] === own[key]));
    check("host array", () => array.length === 3 && array[0] === before.first && array[2].list.length === 3 && array[2].kind === "plain");
    check("array methods", () => array[Symbol.iterator] === Array.prototype[Symbol.iterator] && array.map === Array.prototype.map);
    return found;
  };
  return { globals, hostObjects: [HostThing, HostThing.prototype, report, ...Object.values(functions)], tampered };
}
