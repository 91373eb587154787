-- SPDX-License-Identifier: Apache-2.0
-- What registration states since: risk group and reliefs of employers, and merged participants.

ALTER TABLE employer
  ADD COLUMN jkk_class smallint NOT NULL DEFAULT 0,
  ADD COLUMN reliefs   text[]   NOT NULL DEFAULT '{}';
COMMENT ON COLUMN employer.jkk_class IS 'Risk group 1 to 5 (PP 44/2015 art. 16); 0 while nobody has reviewed it.';

ALTER TABLE participant ADD COLUMN merged_into bigint;
CREATE INDEX participant_by_merged_into ON participant (merged_into) WHERE merged_into IS NOT NULL;
COMMENT ON COLUMN participant.merged_into IS
  'The participant who took over all of this one; who may be merged in turn, or not have arrived yet.';

ALTER TABLE participant_token ADD COLUMN recorded_at_micros bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN participant_token.recorded_at_micros IS
  'When the fact was recorded that gives the token to this participant: shards are read apart, and an older fact must not take it back.';

-- The workers of an employer, for what it owes and for the matching of lines.
CREATE INDEX membership_by_employer ON membership (employer_id, segment);
