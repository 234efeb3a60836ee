import type { OfficeEvent } from '../../src/office/events.js';
import { deputises, emptyOffice, evolveOffice } from '../../src/office/office.js';
import { appointed, given, officeRegistered, registerOffice } from '../support/domain/office.js';
import { recorded, type Told } from '../support/domain/told.js';

const after = (...story: readonly Told<OfficeEvent>[]) =>
  recorded<OfficeEvent>(story).reduce(evolveOffice, emptyOffice);

describe('RegisterOffice', () => {
  it('says which holidays it keeps', () => given().when(registerOffice('NW')).then(officeRegistered('NW')));

  it('is done once for the same state', () => {
    given(officeRegistered('NW')).when(registerOffice('NW')).thenRejected('already-registered');
    given(officeRegistered('BUND')).when(registerOffice('BUND')).thenRejected('already-registered');
  });

  it('says so even where it keeps no others than before', () =>
    given().when(registerOffice('BUND')).then(officeRegistered('BUND')));

  it('corrects the state; the newest counts', () => {
    given(officeRegistered('NW')).when(registerOffice('HE')).then(officeRegistered('HE'));
    given(officeRegistered('NW'), officeRegistered('HE'))
      .when(registerOffice('NW'))
      .then(officeRegistered('NW'));
    expect(after(officeRegistered('NW'), officeRegistered('HE'))).toMatchObject({ state: 'HE' });
  });

  it('leaves deputies as they are', () =>
    expect(
      deputises(
        after(appointed('05-04', '05-29'), officeRegistered('NW')),
        'adviser-2',
        'adviser-1',
        '2026-05-04',
      ),
    ).toBe(true));
});

it('an office of which nobody said in which state it lies keeps the nationwide holidays', () =>
  expect(after(appointed('05-04', '05-29'))).toMatchObject({ registered: false, state: 'BUND' }));
