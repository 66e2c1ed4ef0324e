import semver from "semver";
export default function probe() {
  return {
    valid: [semver.valid("1.2.3"), semver.valid("a.b.c"), semver.clean("  =v1.2.3   ")],
    sat: [
      semver.satisfies("1.2.3", "1.x || >=2.5.0 || 5.0.0 - 7.2.3"),
      semver.satisfies("1.2.3-beta", "^1.2.0"),
      semver.satisfies("2.0.0", "~1.2"),
    ],
    cmp: [semver.gt("1.2.3", "9.8.7"), semver.lt("1.2.3", "9.8.7"), semver.compare("1.0.0-alpha.1", "1.0.0-alpha.beta")],
    inc: ["major", "minor", "patch", "prerelease"].map((r) => semver.inc("1.2.3", r, "beta")),
    sort: semver.sort(["1.10.0", "1.2.0", "1.2.0-rc.1"]),
    max: semver.maxSatisfying(["1.2.3", "1.3.0", "2.0.0"], "^1"),
    coerce: String(semver.coerce("v3.4 replaces v3.3.1")),
    range: new semver.Range("^1.2.3 <1.5").range,
    min: String(semver.minVersion(">1.2 <3")),
    diff: semver.diff("1.2.3", "1.3.0"),
    parse: semver.parse("1.2.3-a.1+b").prerelease,
    inter: semver.intersects("^1.0.0", ">=1.5.0 <2"),
    subset: semver.subset("^1.2", "^1"),
    simplify: semver.simplifyRange(["1.0.0", "1.1.0", "2.0.0"], "1.0.0 || 1.1.0"),
    err: (() => {
      try {
        new semver.SemVer("x");
      } catch (e) {
        return e.name;
      }
    })(),
  };
}
