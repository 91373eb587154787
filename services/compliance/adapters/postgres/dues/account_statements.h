// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

// The statements with which transactions hold accounts, read and write them, apart from the code
// that fills them. $1 is always an array, of payers where nothing else is said: several accounts
// cost one round trip.
namespace paritrana::compliance::account_sql {

// Makes room for accounts that are new.
inline constexpr std::string_view kMakeAccounts = R"sql(
INSERT INTO payer_account (employer_id, version, posted, allocated, unallocated)
SELECT e, 0, 0, 0, 0 FROM unnest($1::bigint[]) AS e ORDER BY e
ON CONFLICT (employer_id) DO NOTHING
)sql";

// In one order everywhere, so that two transactions never wait for each other.
inline constexpr std::string_view kHoldAccounts = R"sql(
SELECT employer_id, version, posted, allocated, unallocated
  FROM payer_account WHERE employer_id = ANY($1::bigint[])
 ORDER BY employer_id FOR UPDATE
)sql";

// A posting that commits meanwhile stays pending: only what is seen here is marked, and what is
// read after it includes all of that.
inline constexpr std::string_view kTakeAccruals = R"sql(
WITH declared AS (
  UPDATE accrual SET pending = false WHERE employer_id = ANY($1::bigint[]) AND pending
  RETURNING employer_id
), charged AS (
  UPDATE charge SET pending = false WHERE employer_id = ANY($1::bigint[]) AND pending
  RETURNING employer_id
)
SELECT employer_id, count(*)
  FROM (SELECT employer_id FROM declared UNION ALL SELECT employer_id FROM charged) taken
 GROUP BY employer_id
)sql";

inline constexpr std::string_view kReadTerms = R"sql(
SELECT employer_id, kind, size_class, jkk_class, array_to_string(reliefs, ' ')
  FROM employer WHERE employer_id = ANY($1::bigint[])
)sql";

// What lines declare, and what is owed without a line, by the day it was recorded.
inline constexpr std::string_view kReadCharges = R"sql(
SELECT employer_id, period, segment, recorded_on, sum(lines)::bigint,
       sum(jkk_employer)::bigint, sum(jkk_employee)::bigint,
       sum(jkm_employer)::bigint, sum(jkm_employee)::bigint,
       sum(jht_employer)::bigint, sum(jht_employee)::bigint,
       sum(jp_employer)::bigint, sum(jp_employee)::bigint,
       sum(jkp_employer)::bigint, sum(jkp_employee)::bigint
  FROM (SELECT employer_id, period, segment, recorded_on, lines, jkk_employer, jkk_employee,
               jkm_employer, jkm_employee, jht_employer, jht_employee, jp_employer, jp_employee,
               jkp_employer, jkp_employee
          FROM accrual WHERE employer_id = ANY($1::bigint[])
         UNION ALL
        SELECT employer_id, period, segment, recorded_on, lines, jkk_employer, jkk_employee,
               jkm_employer, jkm_employee, jht_employer, jht_employee, jp_employer, jp_employee,
               jkp_employer, jkp_employee
          FROM charge WHERE employer_id = ANY($1::bigint[])) c
 GROUP BY employer_id, period, segment, recorded_on
)sql";

inline constexpr std::string_view kReadPayments = R"sql(
SELECT employer_id, payment_no, reference, amount, paid_on, period, correction_reason, recorded_at,
       account_version, reversed_on, reversal_reason, reversal_correction_reason, reversed_at,
       reversal_version
  FROM payment WHERE employer_id = ANY($1::bigint[]) ORDER BY employer_id, payment_no
)sql";

// What stands allocated by the journal.
inline constexpr std::string_view kReadJournal = R"sql(
SELECT employer_id, payment_no, period, segment, sum(jkk)::bigint, sum(jkm)::bigint,
       sum(jht)::bigint, sum(jp)::bigint, sum(jkp)::bigint, sum(fine)::bigint
  FROM allocation WHERE employer_id = ANY($1::bigint[])
 GROUP BY employer_id, payment_no, period, segment
)sql";

// $1 here: how many.
inline constexpr std::string_view kNextPayments =
    "SELECT nextval('payment_no') FROM generate_series(1, $1)";

// By payment: $1 payer, $2 number, $3 reference, $4 amount, $5 day, $6 period (0: none), $7 reason
// of a correction ('': none), $8 recorded in microseconds, $9 version.
inline constexpr std::string_view kInsertPayments = R"sql(
INSERT INTO payment (employer_id, payment_no, reference, amount, paid_on, period,
                     correction_reason, recorded_at, account_version)
SELECT p.employer_id, p.payment_no, p.reference, p.amount, p.paid_on, nullif(p.period, 0),
       nullif(p.correction_reason, ''), 'epoch'::timestamptz + p.recorded * interval '1 microsecond',
       p.version
  FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::integer[], $6::integer[],
              $7::text[], $8::bigint[], $9::bigint[])
       AS p (employer_id, payment_no, reference, amount, paid_on, period, correction_reason,
             recorded, version)
)sql";

// By payment: $1 number, $2 day, $3 reason, $4 reason of a correction ('': none), $5 recorded in
// microseconds, $6 version.
inline constexpr std::string_view kReversePayments = R"sql(
UPDATE payment p
   SET reversed_on = r.reversed_on, reversal_reason = r.reason,
       reversal_correction_reason = nullif(r.correction_reason, ''),
       reversed_at = 'epoch'::timestamptz + r.recorded * interval '1 microsecond',
       reversal_version = r.version
  FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
       AS r (payment_no, reversed_on, reason, correction_reason, recorded, version)
 WHERE p.payment_no = r.payment_no AND p.reversed_on IS NULL
)sql";

// By change: $1 payer, $2 version, $3 payment, $4 period, $5 segment, $6 to $11 the heads.
inline constexpr std::string_view kInsertAllocations = R"sql(
INSERT INTO allocation (employer_id, version, payment_no, period, segment, jkk, jkm, jht, jp, jkp,
                        fine)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::integer[], $5::smallint[],
                     $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],
                     $11::bigint[])
)sql";

// By account: $1 payer, $2 version, $3 posted, $4 allocated, $5 unallocated, $6 cause, $7 payment
// (0: none), $8 recorded in microseconds.
inline constexpr std::string_view kInsertVersions = R"sql(
INSERT INTO account_version (employer_id, version, posted, allocated, unallocated, cause,
                             payment_no, recorded_at)
SELECT v.employer_id, v.version, v.posted, v.allocated, v.unallocated, v.cause,
       nullif(v.payment_no, 0), 'epoch'::timestamptz + v.recorded * interval '1 microsecond'
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::smallint[],
              $7::bigint[], $8::bigint[])
       AS v (employer_id, version, posted, allocated, unallocated, cause, payment_no, recorded)
)sql";

// By account: $1 payer, $2 version, $3 posted, $4 allocated, $5 unallocated.
inline constexpr std::string_view kUpdateAccounts = R"sql(
UPDATE payer_account a
   SET version = n.version, posted = n.posted, allocated = n.allocated, unallocated = n.unallocated
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
       AS n (employer_id, version, posted, allocated, unallocated)
 WHERE a.employer_id = n.employer_id AND a.version = n.version - 1
)sql";

}  // namespace paritrana::compliance::account_sql
