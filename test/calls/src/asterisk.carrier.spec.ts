import { expect, it } from '@jest/globals';
import { describeCarrier } from './carrier.contract';
import { asteriskRig } from './support/asterisk-rig';
import { requireVoice } from './support/voice-available';

const tools = await requireVoice('real calls through Asterisk');

if (tools) describeCarrier('asterisk', () => asteriskRig(tools));
else it('is left out on this machine, which is said at the end of the run', () => expect(process.env['CI']).not.toBe('true'));
