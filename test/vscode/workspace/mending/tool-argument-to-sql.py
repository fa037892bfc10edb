import sqlite3

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")
connection = sqlite3.connect("notes.db")


@mcp.tool()
def search(topic: str) -> list[tuple[str]]:
    """Finds the notes about a topic."""
    return connection.execute(f"SELECT body FROM notes WHERE topic = '{topic}'").fetchall()
