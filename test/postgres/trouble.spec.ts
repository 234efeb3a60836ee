import { StoreUnavailable } from '../../src/event-store/event-store.js';
import { breaksConnection, metAnother, translated, troubleOf } from '../../src/postgres/trouble.js';

const answer = (code: string) => Object.assign(new Error('said'), { code, severity: 'ERROR' });
const ofNode = (code: string) => Object.assign(new Error('said'), { code });

describe('an error of the driver', () => {
  it.each([
    '08006',
    '28P01',
    '40001',
    '40P01',
    '53300',
    '53100',
    '57014',
    '57P01',
    '57P03',
    '58030',
    '25006',
    '25P03',
    '3D000',
    '3F000',
    '42501',
    '55P03',
  ])('is trouble that passes where PostgreSQL says %s', code => {
    expect(troubleOf(answer(code))).toBe(`said, ${code}`);
    expect(translated(answer(code))).toBeInstanceOf(StoreUnavailable);
  });

  it.each(['42P01', '42601', '23505', '22021', '22003', '0A000', '25P02'])(
    'is a mistake of ours where it says %s',
    code => {
      const error = answer(code);
      expect(translated(error)).toBe(error);
    },
  );

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'is trouble where the way there fails by %s',
    code => {
      expect(translated(ofNode(code))).toBeInstanceOf(StoreUnavailable);
      expect(troubleOf(new AggregateError([new Error('else'), ofNode(code)]))).toBe(code);
    },
  );

  it('is trouble in the words of the driver, and nothing else is', () => {
    expect(troubleOf(new Error('Connection terminated unexpectedly'))).toBeDefined();
    expect(troubleOf(new Error('Query read timeout'))).toBeDefined();
    expect(troubleOf(new TypeError('x is not a function'))).toBeUndefined();
    expect(troubleOf(ofNode('ERR_INVALID_ARG_TYPE'))).toBeUndefined();
    expect(troubleOf(undefined)).toBeUndefined();
  });

  it('is translated once', () => {
    const once = translated(answer('57P01'));
    expect(translated(once)).toBe(once);
  });

  it('costs the connection where that is lost or nobody knows what it is at', () => {
    expect(
      [ofNode('ECONNRESET'), new Error('Query read timeout'), answer('57P01')].map(breaksConnection),
    ).toEqual([true, true, true]);
    expect([answer('57014'), answer('23505'), answer('40P01')].map(breaksConnection)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('says whether the transaction only met another', () => {
    expect([answer('40P01'), translated(answer('40001'))].map(metAnother)).toEqual([true, true]);
    expect([answer('57P01'), ofNode('40001'), undefined].map(metAnother)).toEqual([false, false, false]);
  });
});
