import { describe, expect, it } from '@jest/globals';
import { dialplan } from './dialplan';

/** The applications of each extension of each context. */
function contexts(): Record<string, Record<string, string[]>> {
  const found: Record<string, Record<string, string[]>> = {};
  let context = '';
  let extension = '';
  for (const line of dialplan().split('\n')) {
    context = /^\[(.+)\]$/.exec(line)?.[1] ?? context;
    extension = /^exten => ([^,]+),/.exec(line)?.[1] ?? extension;
    const application = /^(?:exten => [^,]+,1,| same => n,)(.+)$/.exec(line)?.[1];
    if (application) ((found[context] ??= {})[extension] ??= []).push(application);
  }
  return found;
}

describe('the dialplan', () => {
  it('dials nothing: an endpoint reaches another only through the control plane', () => {
    const applications = Object.values(contexts()).flatMap((extensions) => Object.values(extensions).flat());
    const used = new Set(applications.map((application) => application.split('(')[0]));
    expect([...used].sort()).toEqual(['GotoIf', 'Hangup', 'Playback', 'Progress', 'Stasis']);
    for (const target of applications.filter((application) => application.startsWith('GotoIf'))) expect(target).toContain('?away,s,1');
  });

  it('hands a suspended seat’s emergency calls alone to the control plane', () => {
    const suspended = contexts()['seat-suspended'] ?? {};
    const served = Object.entries(suspended).filter(([, applications]) => applications.some((application) => application.startsWith('Stasis')));
    expect(served.map(([extension]) => extension).sort()).toEqual(['110', '112', '119', '120', '122', '911', '995', '999']);
    for (const [, applications] of served) expect(applications[0]).toBe('Stasis(seatline,outbound,${EXTEN},emergency-only)');
    expect(suspended['_[+*#0-9]!']).toEqual(['Progress()', 'Playback(ss-noservice,noanswer)', 'Hangup(21)']);
  });

  it('answers nobody by itself', () => {
    expect(dialplan()).not.toMatch(/Answer/);
    for (const playback of dialplan().matchAll(/Playback\(([^)]*)\)/g)) expect(playback[1]).toMatch(/,noanswer$/);
  });

  it('tells a caller to try again when the control plane is away', () => {
    expect(contexts()['away']).toEqual({ s: ['Progress()', 'Playback(please-try-call-later,noanswer)', 'Hangup(42)'] });
  });
});
