import type { AriHttp } from './ari/ari-http';
import { ariFailure } from './ari/ari-http';
import type { AriField } from './ari/ari-types';
import type { PjsipObject } from './endpoint-fields';

/** Written by us and answered by Asterisk in its own words, so never compared. */
const NOT_COMPARABLE = new Set(['allow', 'disallow', 'supported_algorithms_uas', 'supported_algorithms_uac']);

/** Asterisk answers booleans in words of its own, and networks with their mask. */
function normal(value: string): string {
  if (value === 'yes') return 'true';
  if (value === 'no') return 'false';
  return value.replace(/\/255\.255\.255\.255$/, '');
}

/** Whether an object at Asterisk is already as wanted. A list (addresses, contacts) is equal when it has the same members and none twice. */
export function isAsWanted(wanted: PjsipObject['fields'], current: readonly AriField[]): boolean {
  return Object.entries(wanted).every(([name, value]) => {
    if (NOT_COMPARABLE.has(name)) return true;
    const found = current.filter((field) => field.attribute === name).map((field) => normal(field.value));
    const expected = name === 'match' ? String(value).split(',').map(normal) : [normal(String(value))];
    return found.length === expected.length && expected.every((member) => found.includes(member));
  });
}

/** Asterisk's PJSIP objects in its memory, made equal to what is wanted. */
export class PushConfig {
  constructor(private readonly http: AriHttp) {}

  read(kind: PjsipObject['kind'], id: string): Promise<readonly AriField[] | null> {
    return this.http.read<AriField[]>(this.path(kind, id));
  }

  /**
   * Writes what differs. Asterisk's own update adds to lists instead of replacing them (an address that a trunk has lost would still be let in), so a
   * changed object is deleted and made anew; only an endpoint is updated in place, because calls and subscriptions hang on it and it has no lists of ours.
   */
  async ensure(objects: readonly PjsipObject[]): Promise<void> {
    for (const object of objects) {
      const current = await this.read(object.kind, object.id);
      if (current && isAsWanted(object.fields, current)) continue;
      if (current && object.kind !== 'endpoint') await this.remove(object.kind, object.id);
      const fields = Object.entries(object.fields).map(([attribute, value]) => ({ attribute, value: String(value) }));
      const path = this.path(object.kind, object.id);
      const answer = await this.http.ask('PUT', path, { body: { fields } });
      if (answer.status !== 200) throw ariFailure('PUT', path, answer);
    }
  }

  async remove(kind: PjsipObject['kind'], id: string): Promise<void> {
    const path = this.path(kind, id);
    const answer = await this.http.ask('DELETE', path);
    if (answer.status !== 204 && answer.status !== 404) throw ariFailure('DELETE', path, answer);
  }

  // The class is always res_pjsip, also for what sorcery.conf has under other names.
  private path(kind: PjsipObject['kind'], id: string): string {
    return `/asterisk/config/dynamic/res_pjsip/${kind}/${encodeURIComponent(id)}`;
  }
}
