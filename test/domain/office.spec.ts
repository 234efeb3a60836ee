import type { OfficeEvent } from '../../src/office/events.js';
import { deputises, emptyOffice, evolveOffice } from '../../src/office/office.js';
import { dayIn2026 } from '../support/domain/moments.js';
import { appointDeputy, appointed, ended, endDeputy, given } from '../support/domain/office.js';
import { recorded, type Told } from '../support/domain/told.js';

const daysOf = (story: readonly Told<OfficeEvent>[], ...days: string[]) => {
  const office = recorded<OfficeEvent>(story).reduce(evolveOffice, emptyOffice);
  return days.filter(day => deputises(office, 'adviser-2', 'adviser-1', dayIn2026(day)));
};

describe('AppointDeputy', () => {
  it('says for whom and for which days, the first and the last among them', () => {
    given().when(appointDeputy('05-04', '05-29')).then(appointed('05-04', '05-29'));
    const days = ['05-03', '05-04', '05-29', '05-30'];
    expect(daysOf([appointed('05-04', '05-29')], ...days)).toEqual(['05-04', '05-29']);
  });

  it('may be for one day, but not for less', () => {
    given().when(appointDeputy('05-04', '05-04')).then(appointed('05-04', '05-04'));
    given().when(appointDeputy('05-04', '05-03')).thenRejected('time-order', 'input');
  });

  it('is nobody for themselves', () =>
    given()
      .when(appointDeputy('05-04', '05-29', { deputyId: 'adviser-1' }))
      .thenRejected('already-appointed', 'input'));

  it('is done once for the same days', () => {
    const may = appointed('05-04', '05-29');
    given(may).when(appointDeputy('05-29', '06-12')).thenRejected('already-appointed');
    given(may).when(appointDeputy('04-27', '05-04')).thenRejected('already-appointed');
    given(may).when(appointDeputy('05-30', '06-12')).then(appointed('05-30', '06-12'));
    given(may)
      .when(appointDeputy('05-04', '05-29', { deputyId: 'adviser-3' }))
      .then(appointed('05-04', '05-29', { deputyId: 'adviser-3' }));
  });

  it('goes one way only', () => {
    const office = recorded<OfficeEvent>([appointed('05-04', '05-29')]).reduce(evolveOffice, emptyOffice);
    expect(deputises(office, 'adviser-1', 'adviser-2', '2026-05-04')).toBe(false);
  });
});

describe('EndDeputy', () => {
  const may = appointed('05-04', '05-29');
  const august = appointed('08-03', '08-14');

  it('shortens it to the last day that is named', () => {
    given(may).when(endDeputy('05-15')).then(ended('05-15'));
    expect(daysOf([may, ended('05-15')], '05-04', '05-15', '05-16')).toEqual(['05-04', '05-15']);
  });

  it('leaves its first day where that is the last', () =>
    expect(daysOf([may, ended('05-04')], '05-04', '05-05')).toEqual(['05-04']));

  it('leaves other deputies', () =>
    expect(daysOf([may, ended('05-15', { deputyId: 'adviser-3' })], '05-16')).toEqual(['05-16']));

  it('takes back one that has not begun', () => {
    given(may).when(endDeputy('05-01')).then(ended('05-01'));
    expect(daysOf([may, ended('05-01')], '05-01', '05-04', '05-29')).toEqual([]);
  });

  it('takes back those that lie ahead too, but not one appointed afterwards', () => {
    const days = ['05-16', '08-03', '08-14'];
    expect(daysOf([august, may, ended('05-15')], ...days)).toEqual([]);
    expect(daysOf([may, ended('05-15'), august], ...days)).toEqual(['08-03', '08-14']);
    given(may, august).when(endDeputy('06-01')).then(ended('06-01'));
  });

  it('makes room for another', () =>
    given(may, ended('05-15')).when(appointDeputy('05-16', '05-29')).then(appointed('05-16', '05-29')));

  it('needs one that goes on beyond that day', () => {
    given().when(endDeputy('05-15')).thenRejected('unknown-deputy');
    given(may).when(endDeputy('05-29')).thenRejected('unknown-deputy');
    given(may, ended('05-15')).when(endDeputy('05-15')).thenRejected('unknown-deputy');
    given(may)
      .when(endDeputy('05-15', { deputyId: 'adviser-3' }))
      .thenRejected('unknown-deputy');
  });
});
