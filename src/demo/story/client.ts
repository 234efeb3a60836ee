import type { Actor } from '../../terms/actor.js';
import type { MandateResult } from '../../terms/catalogues.js';
import type { Situation } from '../cast/providers.js';
import type { Chronicle, Noted } from '../plan/chronicle.js';
import type { FieldsOf } from '../plan/step.js';
import type { Random } from '../random.js';

type OfClient =
  | 'RegisterClient'
  | 'RecordConsultation'
  | 'ConsultColleague'
  | 'ClarifyMandate'
  | 'RecordComplaint'
  | 'AnswerComplaint'
  | 'HandOverClient';

/** Somebody who comes to the Jobcenter. */
export class Client {
  registered = false;
  mandate: MandateResult | undefined;

  constructor(
    readonly chronicle: Chronicle,
    readonly id: string,
    readonly random: Random,
    public adviserId: string,
    readonly situation: Situation,
    /** How much there is to carry, from 0 to 1. */
    readonly burden: number,
  ) {}

  /** Whoever acts today: the adviser or who stands in. */
  acting(): Actor {
    return this.chronicle.offices.acting(this.adviserId, this.chronicle.today);
  }

  teamLead(): Actor {
    return this.chronicle.offices.of(this.adviserId).teamLead;
  }

  record<N extends OfClient>(actor: Actor, command: N, fields: Omit<FieldsOf<N>, 'clientId'>): Noted {
    const whole = { clientId: this.id, ...fields } as unknown as FieldsOf<N>;
    return this.chronicle.record(this.id, this.random, actor, command, whole);
  }
}
