-- SPDX-License-Identifier: Apache-2.0
-- What a payer was before registration said otherwise: an answer for a day past follows the terms that were known then.

CREATE TABLE payer_terms_before (
  employer_id bigint   NOT NULL,
  changed_on  integer  NOT NULL,
  kind        smallint NOT NULL,
  size_class  smallint NOT NULL,
  jkk_class   smallint NOT NULL,
  reliefs     text[]   NOT NULL,
  PRIMARY KEY (employer_id, changed_on)
);
COMMENT ON TABLE payer_terms_before IS
  'Only of payers whose terms ever changed: table employer says what holds now, a row here what held up to the day before changed_on (WIB, days since 1970-01-01).';
