import { onlyGrows, type KeptTables } from '../postgres/kept-database.js';

/**
 * `kept_read_of` finds reads by what is written in `content`; everything in it follows from there. Nothing is changed
 * or deleted; new reads go on where the last one ended, and what they are found by is written with them or never.
 */
export const accessTables: KeptTables = {
  name: 'access log',
  format: 1,
  sql: `
    CREATE TABLE kept_reads (number BIGINT PRIMARY KEY, at TEXT COLLATE "C" NOT NULL, subject TEXT COLLATE "C" NOT NULL,
      content TEXT COLLATE "C" NOT NULL, hash TEXT COLLATE "C" NOT NULL);
    CREATE TABLE kept_read_of (kind TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, number BIGINT NOT NULL,
      PRIMARY KEY (kind, id, number));
    CREATE INDEX kept_read_by ON kept_reads (subject, number);
    CREATE INDEX kept_read_of_number ON kept_read_of (number);
    ${onlyGrows('kept_reads')}
    ${onlyGrows('kept_read_of')}

    CREATE FUNCTION kept_reads_in_order() RETURNS trigger LANGUAGE plpgsql AS $body$
      DECLARE lowest BIGINT; highest BIGINT; many BIGINT; before BIGINT; top BIGINT;
      BEGIN
        SELECT min(number), max(number), count(*) INTO lowest, highest, many FROM added;
        EXECUTE format('SELECT (SELECT coalesce(max(number), 0) FROM %1$I.%2$I WHERE number < $1), max(number) FROM %1$I.%2$I',
          TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO before, top USING lowest;
        IF many > 0 AND (lowest <> before + 1 OR highest <> top OR highest - lowest + 1 <> many) THEN
          RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
      END $body$;
    CREATE TRIGGER kept_reads_in_order AFTER INSERT ON kept_reads REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION kept_reads_in_order();

    CREATE FUNCTION kept_read_of_new() RETURNS trigger LANGUAGE plpgsql AS $body$
      DECLARE old BOOLEAN;
      BEGIN
        EXECUTE format('SELECT EXISTS (SELECT FROM (SELECT DISTINCT number FROM added) AS new LEFT JOIN %I.kept_reads USING (number)
          WHERE kept_reads.xmin IS DISTINCT FROM pg_current_xact_id()::xid)', TG_TABLE_SCHEMA) INTO old;
        IF old THEN
          RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NULL;
      END $body$;
    CREATE TRIGGER kept_read_of_new AFTER INSERT ON kept_read_of REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION kept_read_of_new();
  `,
};
