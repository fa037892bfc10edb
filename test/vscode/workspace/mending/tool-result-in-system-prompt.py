import logging

from mcp import ClientSession
from openai import AsyncOpenAI

log = logging.getLogger(__name__)
client = AsyncOpenAI()


async def answer(session: ClientSession, question: str) -> str:
    order = await session.call_tool("find_order", {"question": question})
    reply = await client.responses.create(
        model="gpt-5",
        instructions=f"You know the order: {order}",
        input=question,
        max_output_tokens=200,
    )
    log.info("inference model=%s tokens=%s", reply.model, reply.usage.total_tokens)
    return reply.output_text
