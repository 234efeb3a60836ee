import type { CommandName } from '../../application/commands.js';
import { derivedId } from '../../application/derived-id.js';
import type { OfferMeasure } from '../../application/participation/offer-measure.js';
import type { Recording } from '../../application/recording.js';
import {
  clientStream,
  measureStream,
  officeStream,
  participationStream,
  providerStream,
} from '../../application/streams.js';

/** The streams that a command's decision reads and those that it may write. */
export interface Touched {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

type Kind = 'client' | 'office' | 'provider' | 'measure' | 'offer' | 'participation' | 'place';

/** `place`: a participation's command that may take a place of its measure or give it back. */
const kinds: Readonly<Record<CommandName, Kind>> = {
  RegisterClient: 'client',
  ClarifyMandate: 'client',
  HandOverClient: 'client',
  AppointDeputy: 'office',
  EndDeputy: 'office',
  RegisterProvider: 'provider',
  RegisterMeasure: 'measure',
  OfferMeasure: 'offer',
  ExplainMeasure: 'participation',
  GiveNotice: 'participation',
  DeferOffer: 'participation',
  DeclineOffer: 'place',
  WithdrawOffer: 'place',
  GiveConsent: 'participation',
  WithdrawConsent: 'place',
  AssignPlace: 'place',
  ConfirmStart: 'participation',
  ReportNoShow: 'place',
  ReportAttendance: 'participation',
  Interrupt: 'participation',
  Resume: 'participation',
  RecordContact: 'participation',
  OpenCrisis: 'participation',
  ReassessCrisis: 'participation',
  RecordIntervention: 'participation',
  ResolveCrisis: 'participation',
  FlagDropoutRisk: 'participation',
  ClearDropoutRisk: 'participation',
  ProposeDropout: 'participation',
  AvertDropout: 'participation',
  ConfirmDropout: 'place',
  CompleteParticipation: 'place',
  RecordWhereabouts: 'participation',
  CorrectEntry: 'place',
  AnnulEntry: 'place',
  AnnulParticipation: 'place',
  DisputeEntry: 'participation',
  SettleDispute: 'participation',
};

export const movesPlace = (name: CommandName): boolean => kinds[name] === 'place';

/** @param measuresOf the measure of a participation that is offered; several where it is offered more than once */
export async function touchedBy(
  name: CommandName,
  command: Recording,
  measuresOf: (participationId: string) => Promise<readonly string[]>,
): Promise<Touched> {
  const id = idsIn(command);
  switch (kinds[name]) {
    case 'client':
      return { reads: [], writes: [clientStream(id('clientId'))] };
    case 'office':
      return { reads: [], writes: [officeStream(id('officeId'))] };
    case 'provider':
      return { reads: [], writes: [providerStream(id('providerId'))] };
    case 'measure':
      return { reads: [providerStream(id('providerId'))], writes: [measureStream(id('measureId'))] };
    case 'offer': {
      const { followsId } = command as OfferMeasure;
      const earlier = followsId === undefined ? [] : [participationStream(followsId)];
      return {
        reads: [clientStream(id('clientId')), measureStream(id('measureId')), ...earlier],
        writes: [participationStream(id('participationId'))],
      };
    }
    case 'participation':
      return { reads: [], writes: [participationStream(id('participationId'))] };
    case 'place': {
      const participationId = id('participationId');
      const places = (await measuresOf(participationId)).map(measureStream);
      return { reads: [], writes: [participationStream(participationId), ...places] };
    }
  }
}

/** The ids that a command names; one that it leaves to be made is made as its handler will make it. */
export const idsIn =
  (command: Recording) =>
  (field: string): string =>
    (command as object as Record<string, string | undefined>)[field] ??
    derivedId(command.origin.commandId, field);
