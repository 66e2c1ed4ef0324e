export function bundleForTests(name: string): Promise<string>;
