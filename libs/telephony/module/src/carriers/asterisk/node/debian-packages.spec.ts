import { describe, expect, it } from '@jest/globals';
import { neededPackages } from './debian-packages';

describe('the packages that are fetched', () => {
  it('are those that apt would install, less what nothing that we load links to', () => {
    const printed = [
      'Reading package lists...',
      "'mirror/pool/libc6_2.43-7_amd64.deb' libc6_2.43-7_amd64.deb 1866392 SHA256:00",
      "'mirror/pool/asterisk_22.10.1_amd64.deb' asterisk_1%3a22.10.1+dfsg_amd64.deb 2534036 SHA256:00",
      "'mirror/pool/libicu78_78.3-2_amd64.deb' libicu78_78.3-2_amd64.deb 10035420 SHA256:00",
      "'mirror/pool/perl-base_5.42.3-1_amd64.deb' perl-base_5.42.3-1_amd64.deb 1877832 SHA256:00",
      '',
    ].join('\n');
    expect(neededPackages(printed)).toEqual(['libc6', 'asterisk']);
  });
});
