# SPDX-License-Identifier: Apache-2.0
"""The files that the smoke run posts: one employer of Bontang with three workers. All made up."""

import csv
import pathlib

REGION = "64.74"
EMPLOYER = {
    "npp": "SMOKE001", "division": "000", "name": "PT Contoh Bontang", "kind": "EMPLOYER_KIND_PRIVATE",
    "sizeClass": "SIZE_CLASS_LARGE", "kbli": "20122", "registrationRegion": REGION,
}

# NIK, name, birth date, sex, monthly wage. A NIK holds the birth date, with 40 added to the day for women.
WORKERS = (
    ("6474010708900001", "Contoh Satu", "07-08-1990", "L", 5_000_000),
    ("6474015203950002", "Contoh Dua", "12-03-1995", "P", 4_500_000),
    ("6474012511880003", "Contoh Tiga", "25-11-1988", "L", 6_250_000),
)

WORKER_COLUMNS = ("NAMA_LENGKAP", "JENIS_IDENTITAS", "NOMOR_IDENTITAS", "TANGGAL_LAHIR", "JENIS_KELAMIN", "UPAH",
                  "LOKASI_PEKERJAAN", "STATUS_PEGAWAI", "TGL_AWAL_BEKERJA")


def write_files(folder: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    """Writes the list of workers and the contributions of December 2024."""
    workers, contributions = folder / "workers.csv", folder / "contributions.csv"
    with open(workers, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(WORKER_COLUMNS)
        for nik, name, born, sex, wage in WORKERS:
            rows.writerow((name, "KTP", nik, born, sex, f"{wage:,}".replace(",", "."), REGION, "PKWTT", "02-01-2020"))
    with open(contributions, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("NIK", "SEGMEN", "UPAH", "JKK", "JKM"))
        for nik, _, _, _, wage in WORKERS:
            rows.writerow((nik, "PU", wage, wage * 540 // 100_000, wage * 300 // 100_000))
    return workers, contributions
