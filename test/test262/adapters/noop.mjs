// Claims success without running anything: what the measure itself would wrongly award. Should be (nearly) nothing.
export const name = "noop";
export async function run() {
  return { status: "pass" };
}
