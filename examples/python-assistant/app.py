"""The web service: questions, letters and incoming messages."""
import json
import logging
from typing import Literal

from fastapi import FastAPI
from pydantic import BaseModel

import reports
import suppliers
from models import ask, claude, openai

app = FastAPI()
log = logging.getLogger("bookshop.app")


class Question(BaseModel):
    text: str


class LetterRequest(BaseModel):
    reader: str
    subject: str
    tone: str


class Ticket(BaseModel):
    topic: Literal["order", "return", "event", "other"]
    urgent: bool


@app.post("/questions")
def answer(question: Question) -> dict:
    return {"answer": ask(question.text)}


@app.post("/letters")
def write_letter(letter: LetterRequest) -> dict:
    message = claude.messages.create(
        model="claude-sonnet-4-5",
        max_tokens=800,
        system=f"You write letters for a bookshop. Your tone is {letter.tone}.",
        messages=[{"role": "user", "content": f"To {letter.reader}, about {letter.subject}"}],
    )
    log.info("model=%s id=%s", message.model, message.id)
    return {"letter": message.content[0].text}


@app.post("/messages")
def sort_message(message: Question) -> dict:
    """Sorts an incoming message with the model's structured output, which is checked."""
    response = openai.responses.parse(model="gpt-5-mini", input=message.text, text_format=Ticket)
    log.info("model=%s id=%s", response.model, response.id)
    ticket = response.output_parsed
    return {"queue": ticket.topic, "call_back": ticket.urgent}


@app.post("/wishes")
def note_wish(message: Question) -> dict:
    reply = ask(f'Which book is wanted here? Reply as {{"title": …, "copies": …}}.\n\n{message.text}')
    wish = json.loads(reply)
    return {"order": wish["title"], "copies": wish["copies"]}


@app.get("/reports")
def report(question: str) -> dict:
    return {"result": reports.run(question)}


@app.post("/suppliers/{name}/prices")
def refresh_prices(name: Literal["northern", "paperback"]) -> dict:
    return {"lines": suppliers.fetch_prices(name)}
