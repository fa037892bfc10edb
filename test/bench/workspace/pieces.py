"""An assistant for a library's readers: the service behind its desk."""
import json
import logging
import os
import re
import sqlite3
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import requests
from anthropic import Anthropic
from fastapi import APIRouter
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI
from openai import OpenAI
from pydantic import BaseModel

log = logging.getLogger(__name__)
router = APIRouter()
openai = OpenAI()
claude = Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"])
SHELF = Path("/srv/library/shelf")


# piece: an answer that is logged, and a route that asks for it
class Question0(BaseModel):
    text: str
    language: str = "en"


def answer_0(question: str, language: str) -> str:
    prompt = f"Answer in {language}, in two sentences.\n\n{question}"
    response = openai.responses.create(model="gpt-5-mini", input=prompt)
    log.info("model=%s id=%s tokens=%s", response.model, response.id, response.usage.total_tokens)
    return response.output_text


@router.post("/questions/0")
def post_question_0(question: Question0) -> dict:
    if len(question.text) > 4000:
        return {"error": "too long"}
    return {"answer": answer_0(question.text, question.language)}


# piece: a reply that is unpacked in steps and run
class Analyst0:
    def __init__(self, client: OpenAI, rows: list[dict]):
        self.client = client
        self.rows = rows
        self.history = [{"role": "system", "content": "You write one Python expression over `rows`."}]

    def ask(self, question: str) -> str:
        self.history.append({"role": "user", "content": question})
        reply = self.client.chat.completions.create(model="gpt-5", messages=self.history)
        text = reply.choices[0].message.content or ""
        self.history.append({"role": "assistant", "content": text})
        return text

    def code_of(self, text: str) -> str:
        block = re.search(r"```(?:python)?\s*(.+?)```", text, re.DOTALL)
        return (block.group(1) if block else text).strip()

    def run(self, question: str, tries: int = 3):
        for attempt in range(tries):
            try:
                return eval(self.code_of(self.ask(question)), {"rows": self.rows})
            except SyntaxError as error:
                log.warning("attempt %s: %s", attempt, error)
                question = f"That failed with {error}. Try again."
        return None


# piece: structured output that is checked
class Loan0(BaseModel):
    title: str
    copies: int
    renewals: list[str] = []


def read_loan_0(letter: str) -> Loan0 | None:
    message = claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=400,
        system="Reply as JSON with title, copies and renewals.",
        messages=[{"role": "user", "content": letter}],
    )
    log.info("model=%s id=%s", message.model, message.id)
    try:
        return Loan0.model_validate_json(message.content[0].text)
    except ValueError as error:
        log.warning("not a loan: %s", error)
        return None


# piece: structured output that is not checked, and a statement built from it
def search_catalogue_0(wish: str, database: sqlite3.Connection) -> list[tuple]:
    completion = openai.chat.completions.create(
        model="gpt-5-mini",
        messages=[
            {"role": "system", "content": 'Reply as {"column": …, "value": …}.'},
            {"role": "user", "content": wish},
        ],
    )
    wanted = json.loads(completion.choices[0].message.content)
    column, value = wanted["column"], wanted["value"]
    if column not in ("title", "author", "subject"):
        raise ValueError(f"no such column: {column}")
    found = database.execute(f"SELECT * FROM books WHERE {column} = ?", (value,)).fetchall()
    log.info("%s rows for %s", len(found), column)
    return found


# piece: plain bookkeeping without any model
@dataclass
class Shelf0:
    name: str
    limit: int = 40
    books: dict[str, int] = field(default_factory=dict)

    def add(self, isbn: str, copies: int = 1) -> None:
        if sum(self.books.values()) + copies > self.limit:
            raise OverflowError(f"{self.name} holds {self.limit} books")
        self.books[isbn] = self.books.get(isbn, 0) + copies

    def remove(self, isbn: str) -> None:
        left = self.books.pop(isbn, 0) - 1
        if left > 0:
            self.books[isbn] = left

    def most(self, count: int = 5) -> list[str]:
        ordered = sorted(self.books.items(), key=lambda item: (-item[1], item[0]))
        return [isbn for isbn, _ in ordered[:count]]

    def report(self) -> str:
        lines = [f"{isbn}: {copies}" for isbn, copies in self.books.items() if copies > 1]
        return "\n".join([f"# {self.name}", *lines, f"total {sum(self.books.values())}"])


# piece: a chain whose reply becomes a command
def build_chain_0(temperature: float = 0.0):
    prompt = ChatPromptTemplate.from_messages([
        ("system", "You turn a wish into the options of `convert`."),
        ("user", "{wish}"),
    ])
    return prompt | ChatOpenAI(model="gpt-5-mini", temperature=temperature)


def scan_cover_0(path: Path, wish: str) -> int:
    options = build_chain_0().invoke({"wish": wish}).content.strip()
    target = SHELF / f"{path.stem}.png"
    command = f"convert {path} {options} {target}"
    result = subprocess.run(command, shell=True, capture_output=True, timeout=60)
    if result.returncode != 0:
        log.error("convert: %s", result.stderr.decode(errors="replace"))
    return result.returncode


# piece: tools that a model calls in a loop
def read_note_0(name: str) -> str:
    path = (SHELF / name).resolve()
    if not path.is_relative_to(SHELF):
        raise PermissionError(name)
    return path.read_text(encoding="utf-8")


def fetch_page_0(address: str) -> str:
    response = requests.get(address, timeout=10)
    response.raise_for_status()
    return response.text[:8000]


TOOLS_0 = {"read_note": read_note_0, "fetch_page": fetch_page_0}


def converse_0(question: str, limit: int = 5) -> str:
    messages = [{"role": "user", "content": question}]
    while limit > 0:
        limit -= 1
        reply = openai.chat.completions.create(model="gpt-5", messages=messages, tools=[])
        message = reply.choices[0].message
        if not message.tool_calls:
            return message.content
        for call in message.tool_calls:
            arguments = json.loads(call.function.arguments)
            tool = TOOLS_0.get(call.function.name)
            result = tool(**arguments) if tool else "no such tool"
            messages.append({"role": "tool", "tool_call_id": call.id, "content": result})
    return ""


# piece: numbers of a day, without any model
def count_visits_0(rows: list[dict], day: str) -> dict[str, float]:
    visits: dict[str, int] = {}
    for row in rows:
        if row["day"] != day or not row.get("reader"):
            continue
        branch = row["branch"].strip().lower()
        visits[branch] = visits.get(branch, 0) + int(row.get("times", 1))
    total = sum(visits.values()) or 1
    shares = {branch: round(count / total, 3) for branch, count in visits.items()}
    with open(SHELF / f"visits-{day}.json", "w", encoding="utf-8") as file:
        json.dump(shares, file, indent=2)
    return shares


