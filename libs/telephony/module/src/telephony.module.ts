import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { Jobs, OutboxRelay, SecretBox } from '@seatline/server';
import type { Carrier } from '@seatline/telephony-domain';
import { CallIngest } from './calls/call-ingest';
import { CallListeners } from './calls/call-listeners';
import { CallRecords } from './calls/call-records';
import { CdrWriter } from './calls/cdr-writer';
import { DemoPhones } from './calls/demo-phones';
import { LegJournal } from './calls/leg-journal';
import { LegTenants } from './calls/leg-tenants';
import { Numbers } from './calls/numbers';
import { OutboundGuard } from './calls/outbound-guard';
import { RecordingJournal } from './calls/recording-journal';
import { SimulatedCarrier } from './carriers/simulated/simulated.carrier';
import { CallsController } from './http/calls.controller';
import { CarrierRecordsController } from './http/carrier-records.controller';
import { CarrierWatchController } from './http/carrier-watch.controller';
import { DemoController } from './http/demo.controller';
import { NumbersController, OperatorNumbersController } from './http/numbers.controller';
import { TrunksController } from './http/trunks.controller';
import { DidEntity } from './persistence/did.entity';
import { SeatEndpointEntity } from './persistence/seat-endpoint.entity';
import { TrunkEntity } from './persistence/trunk.entity';
import { UploadedCarrierRecords } from './persistence/uploaded-carrier-records';
import { CARRIER_RECORDS, CARRIER_UPLOADS, type CarrierRecords } from './ports/carrier-records';
import { DEMO_WORLD, type DemoWorld } from './ports/demo-phones';
import { CarrierEqualiser } from './provisioning/carrier-equaliser';
import { PendingWishes } from './provisioning/pending-wishes';
import { SeatLogins } from './provisioning/seat-logins';
import { SeatProvisioner } from './provisioning/seat-provisioner';
import { SeatServiceSubscriber } from './provisioning/seat-service.subscriber';
import { TrunkProvisioner } from './provisioning/trunk-provisioner';
import { ReadCalls } from './reads/read-calls';
import { ReadLines } from './reads/read-lines';
import { CarrierComparison } from './recovery/carrier-comparison';
import { CarrierLinks } from './recovery/carrier-links';
import { CarrierRecovery } from './recovery/carrier-recovery';
import { CarrierSessions } from './recovery/carrier-sessions';
import { HistoryTail } from './recovery/history-tail';
import { KeptFacts } from './recovery/kept-facts';
import { SeatPresence } from './recovery/seat-presence';
import { CarrierRegistry } from './registry/carrier-registry';
import { TenantCalling } from './registry/tenant-calling';
import { CARRIERS, TELEPHONY_SETTINGS, type TelephonySettings } from './settings';
import { CarrierBooks } from './use-cases/carrier-books';
import { EnterCarrierRecords } from './use-cases/enter-carrier-records';
import { ListenToRecording } from './use-cases/listen-to-recording';
import { ManageNumbers } from './use-cases/manage-numbers';
import { ManageTrunks, TrunkRows } from './use-cases/manage-trunks';
import { MoveToCarrier } from './use-cases/move-to-carrier';
import { TelephonyWork } from './telephony-work';
import { RingDemoNumber } from './use-cases/ring-demo-number';
import { StockNumbers } from './use-cases/stock-numbers';
import { CarrierOuts } from './watch/carrier-outs';
import { WatchCarriers } from './watch/watch-carriers';

/** Every entity of telephony, for the one data source. */
export const TELEPHONY_ENTITIES = [TrunkEntity, DidEntity, SeatEndpointEntity];

const PROVISIONING = [CarrierRegistry, TenantCalling, SeatProvisioner, TrunkProvisioner, SeatServiceSubscriber, SeatLogins, CarrierEqualiser, PendingWishes];
const CALLS = [CallListeners, CdrWriter, LegJournal, LegTenants, CallIngest, CallRecords, RecordingJournal, Numbers, OutboundGuard, DemoPhones];
const RECOVERY = [CarrierLinks, KeptFacts, HistoryTail, CarrierComparison, SeatPresence, CarrierRecovery, CarrierSessions];
const WATCH = [WatchCarriers, CarrierOuts];
const USE_CASES = [CarrierBooks, EnterCarrierRecords, ManageTrunks, TrunkRows, ManageNumbers, StockNumbers, MoveToCarrier, ListenToRecording, RingDemoNumber, ReadLines, ReadCalls];

/** What other parts of the product ask telephony for; the composition root binds their ports to these. */
const ANSWERS = [ManageTrunks, ManageNumbers, StockNumbers, CarrierRegistry, TenantCalling, CallIngest, CallRecords, Numbers, OutboundGuard, SeatLogins, DemoPhones, CarrierSessions, CarrierBooks, CarrierOuts];

@Module({})
export class TelephonyModule implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly relay: OutboxRelay,
    private readonly seats: SeatServiceSubscriber,
    private readonly work: TelephonyWork,
  ) {}

  /**
   * @param carriers those of this installation, the preferred one first. `CarrierSessions.start()` connects them.
   * @param records carriers' own books that can be asked, one for each source at most; uploads are always there.
   */
  static forRoot(settings: TelephonySettings, carriers: readonly Carrier[], records: readonly CarrierRecords[] = []): DynamicModule {
    return {
      module: TelephonyModule,
      controllers: [CarrierRecordsController, CarrierWatchController, TrunksController, NumbersController, OperatorNumbersController, CallsController, DemoController],
      providers: [
        { provide: TELEPHONY_SETTINGS, useValue: settings },
        { provide: CARRIERS, useValue: carriers },
        { provide: SecretBox, useValue: new SecretBox(settings.secret, 'seatline trunk secrets') },
        UploadedCarrierRecords,
        { provide: CARRIER_UPLOADS, useExisting: UploadedCarrierRecords },
        { provide: CARRIER_RECORDS, inject: [UploadedCarrierRecords], useFactory: (uploads: UploadedCarrierRecords) => [...records, uploads] },
        { provide: DEMO_WORLD, useValue: demoWorld(carriers) },
        ...PROVISIONING,
        ...CALLS,
        ...RECOVERY,
        ...WATCH,
        ...USE_CASES,
        TelephonyWork,
      ],
      exports: ANSWERS,
    };
  }

  onModuleInit(): void {
    this.relay.subscribe(this.seats);
    this.work.register(this.jobs);
  }
}

function demoWorld(carriers: readonly Carrier[]): DemoWorld | null {
  const simulated = carriers.find((carrier) => carrier instanceof SimulatedCarrier);
  if (!simulated) return null;
  const { world } = simulated;
  return { carrier: simulated.name, callIn: (call) => world.callIn(call) !== null, answer: (seatId) => world.answer(seatId) };
}
