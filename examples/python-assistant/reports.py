"""Questions about sales, answered by a pandas expression that the model writes."""
import re
from pathlib import Path

import pandas as pd

from models import claude

SALES = Path(__file__).parent / "data" / "sales.csv"
PROMPT = """The data frame `sales` has the columns date, isbn, title, copies and price.
Write one pandas expression that answers: {question}"""


def extract_code(reply: str) -> str:
    """The first fenced block, or all of it."""
    block = re.search(r"```(?:python)?\s*(.+?)```", reply, re.DOTALL)
    return (block.group(1) if block else reply).strip()


def run(question: str) -> str:
    message = claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=300,
        messages=[{"role": "user", "content": PROMPT.format(question=question)}],
    )
    sales = pd.read_csv(SALES)
    return str(eval(extract_code(message.content[0].text), {"sales": sales}))


def best_sellers(count: int = 10) -> list[str]:
    sales = pd.read_csv(SALES)
    return sales.groupby("title")["copies"].sum().nlargest(count).index.tolist()
