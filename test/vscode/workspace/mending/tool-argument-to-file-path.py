from pathlib import Path

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("notes")
NOTES = Path("notes")


@mcp.tool()
def read(name: str) -> str:
    """Reads a note."""
    path = NOTES / name
    return path.read_text()
