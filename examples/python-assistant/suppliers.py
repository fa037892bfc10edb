"""Price lists, which every supplier offers in a different way."""
import os
import subprocess
from pathlib import Path

from models import ask

INBOX = Path("/srv/bookshop/prices")
NOTES = {
    "gardners": "SFTP at prices.gardners.example, one CSV a day in /out",
    "libri": "HTTPS at libri.example/preise, newest file first",
}


def fetch_prices(supplier: str) -> int:
    password = os.environ["SUPPLIER_PASSWORD"]
    command = ask(
        f"Write one curl command that saves today's price list as {supplier}.csv. {NOTES[supplier]}. "
        f"Log in as bookshop with the password {password}. Reply with the command alone."
    )
    subprocess.run(command, shell=True, cwd=INBOX, check=True, timeout=120)
    return count_lines(supplier)


def count_lines(supplier: str) -> int:
    counted = subprocess.run(["wc", "-l", f"{supplier}.csv"], cwd=INBOX, capture_output=True, text=True, check=True)
    return int(counted.stdout.split()[0])
