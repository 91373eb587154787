-- SPDX-License-Identifier: Apache-2.0
-- A posting asks for memberships by payer and worker. Those of one payer lie together here, so that the lines of a file
-- find them on few pages; by worker alone they lie anywhere among all workers of the country.

CREATE INDEX membership_by_payer ON membership (employer_id, pseudonym);
DROP INDEX membership_by_employer;
