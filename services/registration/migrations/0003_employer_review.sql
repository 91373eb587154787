-- SPDX-License-Identifier: Apache-2.0
-- What an officer reviews of an employer: its risk group for JKK and the reliefs granted to it.
ALTER TABLE employer
  ADD COLUMN jkk_class smallint NOT NULL DEFAULT 0,
  ADD COLUMN reliefs text NOT NULL DEFAULT '';  -- codes in ascending order, separated by spaces
