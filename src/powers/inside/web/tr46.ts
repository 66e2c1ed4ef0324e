/**
 * Stands in for the package `tr46`, whose tables of Unicode's domain rules would be most of the library: plain ASCII domains are decided here, all others by the
 * host, which has the tables anyway.
 */
let ask: (domain: string) => string | null = () => null;

export const setDomainToASCII = (domainToASCII: (domain: string) => string | null): void => {
  ask = domainToASCII;
};

export function toASCII(domain: string): string | null {
  return /^[a-z0-9\-._~!$&'()*+,;=%]*$/i.test(domain) && !/(^|\.)xn--/i.test(domain) ? domain.toLowerCase() : ask(domain);
}
