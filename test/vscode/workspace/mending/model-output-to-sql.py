import logging
import sqlite3

from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def notes(connection: sqlite3.Connection, question: str) -> list[tuple[str]]:
    reply = client.responses.create(model="gpt-5", input=question, max_output_tokens=20)
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    return connection.execute(f"SELECT body FROM notes WHERE topic = '{reply.output_text}'").fetchall()
