export function bundleForTests(name: string, more?: Readonly<Record<string, string>>): Promise<string>;
