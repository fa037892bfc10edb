import logging
import subprocess

from openai import OpenAI

log = logging.getLogger(__name__)
client = OpenAI()


def search(question: str) -> str:
    reply = client.responses.create(model="gpt-5", input=question, max_output_tokens=50)
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    done = subprocess.run(f"grep -r {reply.output_text} notes", shell=True, capture_output=True, text=True)
    return done.stdout
