"""Price lists, which every supplier offers in a different way."""
import logging
import os
import subprocess
from pathlib import Path

from models import claude

log = logging.getLogger("bookshop.suppliers")

INBOX = Path("/srv/bookshop/prices")
NOTES = {
    "northern": "SFTP at prices.northern.example, one CSV a day in /out",
    "paperback": "HTTPS at paperback.example/lists, newest file first",
}


def fetch_prices(supplier: str) -> int:
    command = write_command(supplier)
    subprocess.run(command, shell=True, cwd=INBOX, check=True, timeout=120)
    return count_lines(supplier)


def write_command(supplier: str) -> str:
    password = os.environ["SUPPLIER_PASSWORD"]
    message = claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=200,
        system="You write one curl command and nothing else.",
        messages=[{
            "role": "user",
            "content": f"Save today's list as {supplier}.csv. {NOTES[supplier]}. Log in as bookshop:{password}.",
        }],
    )
    log.info("model=%s id=%s supplier=%s", message.model, message.id, supplier)
    return message.content[0].text.strip()


def count_lines(supplier: str) -> int:
    counted = subprocess.run(["wc", "-l", f"{supplier}.csv"], cwd=INBOX, capture_output=True, text=True, check=True)
    return int(counted.stdout.split()[0])
