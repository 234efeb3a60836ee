import type {
  Circumstance,
  ColleagueRole,
  ComplaintSubject,
  ConsultationForm,
  ConsultationOutcome,
  MandateResult,
} from '../terms/catalogues.js';
import type { Fact, Recorded } from '../terms/fact.js';
import type { Day } from '../terms/times.js';

export type ClientEvent =
  | Fact<'ClientRegistered', { readonly officeId: string; readonly adviserId: string }>
  | Fact<
      'ConsultationHeld',
      {
        readonly form: ConsultationForm;
        readonly outcome: ConsultationOutcome;
        readonly revisitOn?: Day;
      },
      { readonly need: string; readonly note: string }
    >
  | Fact<
      'ColleagueConsulted',
      { readonly role: ColleagueRole; readonly anonymised: boolean },
      { readonly note: string }
    >
  | Fact<
      'MandateClarified',
      { readonly result: MandateResult; readonly circumstances: readonly Circumstance[] },
      { readonly circumstances: readonly Circumstance[]; readonly concern: string }
    >
  | Fact<
      'ComplaintReceived',
      {
        readonly complaintId: string;
        readonly about: ComplaintSubject;
        /** The provider complained of, or the one of the measure. */
        readonly providerId?: string;
        readonly measureId?: string;
      },
      { readonly words: string }
    >
  | Fact<'ComplaintAnswered', { readonly complaintId: string }, { readonly words: string }>
  | Fact<
      'ClientHandedOver',
      { readonly fromAdviserId: string; readonly toAdviserId: string },
      { readonly reason: string }
    >;

export type ClientEntry = Recorded<ClientEvent>;
