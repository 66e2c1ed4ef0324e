import { bastion, type Bastion as Face } from "../runtime/index.js";

/**
 * `Bastion.Bastion(object, filter, name)`: a face of the object that lets through methods whose names pass the filter. Hand it to a guest as a
 * builtin, a member of a module or a result.
 *
 * What Python's had besides, `bastionclass`, was a class that the guest's object was an instance of; guests hold no object of the host here, so
 * there is nothing for it to be.
 */
export function Bastion<T extends object>(
  object: T,
  filter: (name: string) => boolean = (name) => !name.startsWith("_"),
  name?: string,
): Face<T> {
  return bastion(object, { filter, ...(name === undefined ? {} : { name }) });
}
