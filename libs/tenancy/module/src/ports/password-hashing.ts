/** Turns passwords into what may be stored, slowly on purpose. */
export abstract class PasswordHashing {
  abstract hash(password: string): Promise<string>;
  /** Takes as long for a null hash (nobody there) as for a real one, and says no. */
  abstract verify(hash: string | null, password: string): Promise<boolean>;
}
